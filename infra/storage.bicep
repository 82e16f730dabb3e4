// State, uploads and queues; also the host's own storage and where the code is deployed to. Names are those of StorageNames.cs, which a test compares.
import { Tags } from 'types.bicep'

@description('Name of the storage account.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Reached by private endpoints only.')
param isPrivate bool

@description('Name of the SKU: how many copies there are, and where.')
param redundancy string

@description('StorageNames.Containers.')
var containers = [
  'mappings'
  'tenants'
  'tenant-results'
  'leases'
  'worklists'
  'masked-pages'
  'plans'
  'page-definitions'
  'console-keys'
  'reconciliations'
]

@description('StorageNames.Queues.')
var queues = [
  'account-syncs'
  'account-syncs-poison'
  'notifications'
  'notifications-poison'
  'uploads'
  'uploads-poison'
  'webjobs-blobtrigger-poison'
]

@description('StorageNames.Tables.')
var tables = [
  'Tenants'
  'AccountStates'
  'DueSlots'
  'SlotClaims'
  'CandidateLinks'
  'BookingLinks'
  'EventMappings'
  'Runs'
  'SetAside'
  'SlotReports'
  'SentMails'
  'Uploads'
  'SeminarReadings'
  'RateBudgets'
  'ConsoleUsers'
  'AuditLog'
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      // Event Grid sees that a blob has come.
      bypass: 'AzureServices'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // An upload or a tenant document that somebody overwrote or deleted comes back.
      deleteRetentionPolicy: { enabled: true, days: 30 }
      containerDeleteRetentionPolicy: { enabled: true, days: 30 }
      isVersioningEnabled: true
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]

    resource packages 'containers' = {
      name: 'app-package'
      properties: { publicAccess: 'None' }
    }
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for queue in queues: { name: queue }]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for table in tables: { name: table }]
  }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-old-versions'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
}
