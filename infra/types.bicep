// Shapes that several files share.
@export()
@description('Tags of a resource.')
type Tags = {
  @description('Value of the tag.')
  *: string
}

@export()
@description('App settings of the functions.')
type Settings = {
  @description('Value of the setting.')
  *: string
}
