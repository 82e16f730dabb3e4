// The page to look at first: runs, people, failures by kind, requests to the sites, mails.
import { Tags } from 'types.bicep'

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Log Analytics workspace.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'robosync-overview')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'RoboSync'
    category: 'workbook'
    sourceId: workspaceId
    version: '1.0'
    serializedData: loadTextContent('workbook.json')
  }
}
