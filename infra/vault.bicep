// Customers' logins and tokens, the mail service's key, the key of the content hashes.
import { Tags } from 'types.bicep'

param name string
param location string
param tags Tags

@description('Reached by private endpoints only.')
param isPrivate bool

@description('The mail service\'s key or password; blank leaves the one that is stored.')
@secure()
param mailSecret string

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Without the key of the content hashes every candidate is updated once: nobody may destroy it in haste.
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'AzureServices' }
  }

  resource mail 'secrets' = if (!empty(mailSecret)) {
    name: 'mail-secret'
    tags: tags
    properties: { value: mailSecret, contentType: 'text/plain' }
  }
}

output uri string = vault.properties.vaultUri
output mailSecretName string = 'mail-secret'
