// Which new blobs each function is told of: the blob triggers' paths, as Event Grid filters. Deployed by hooks/postdeploy.sh, which can run any number of times.

@description('Function app.')
param functionAppName string

@description('Event Grid system topic of the storage account.')
param topicName string

@description('What each blob trigger listens to.')
var subscriptions = [
  { function: 'ImportEventMapping', container: 'mappings', contains: '/inbox/', endsWith: '' }
  { function: 'ApplyTenantDocument', container: 'tenants', contains: '', endsWith: '.json' }
  { function: 'TakePageDefinition', container: 'page-definitions', contains: '', endsWith: '.json' }
  { function: 'RunNow', container: 'tenants', contains: '', endsWith: '/run-now' }
  { function: 'CheckAccounts', container: 'tenants', contains: '', endsWith: '/check' }
  { function: 'PurgeYear', container: 'tenants', contains: '/purge-', endsWith: '' }
]

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for item in subscriptions: {
    parent: topic
    name: toLower(item.function)
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      destination: {
        endpointType: 'WebHook'
        properties: {
          // The key stays within this deployment: no script sees it.
          endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${item.function}&code=${listKeys('${app.id}/host/default', app.apiVersion).systemKeys.blobs_extension}'
        }
      }
      filter: {
        includedEventTypes: ['Microsoft.Storage.BlobCreated']
        subjectBeginsWith: '/blobServices/default/containers/${item.container}/blobs/'
        subjectEndsWith: item.endsWith
        isSubjectCaseSensitive: true
        advancedFilters: empty(item.contains)
          ? []
          : [{ operatorType: 'StringContains', key: 'subject', values: [item.contains] }]
        enableAdvancedFilteringOnArrays: false
      }
      retryPolicy: { eventTimeToLiveInMinutes: 1440, maxDeliveryAttempts: 30 }
    }
  }
]
