// Shapes that several files share.
@export()
@description('Tags of a resource.')
type Tags = { *: string }

@export()
@description('App settings of the functions.')
type Settings = { *: string }
