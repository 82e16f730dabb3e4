// Customers' logins and tokens, the mail service's key, the keys of the content hashes and of the console.
import { Tags } from 'types.bicep'

@description('Name of the key vault.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Reached by private endpoints only.')
param isPrivate bool

@description('The mail service\'s key or password; blank leaves the one that is stored.')
@secure()
param mailSecret string

@description('Half of a random key; made anew by each deployment, used by the first.')
@secure()
param hashKeyStart string = newGuid()

@description('The other half.')
@secure()
param hashKeyEnd string = newGuid()

@description('Half of the console\'s key, in the same way.')
@secure()
param consoleKeyStart string = newGuid()

@description('The other half.')
@secure()
param consoleKeyEnd string = newGuid()

@description('Name of the secret with the mail service\'s key.')
@export()
var mailSecretName = 'mail-secret'

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
    name: mailSecretName
    tags: tags
    properties: { value: mailSecret, contentType: 'text/plain' }
  }
}

// The key of the content hashes, made once: with another key every candidate would be updated once. By Azure Resource Manager, so that nobody needs a role or a way into the vault.
@onlyIfNotExists()
resource hashKey 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'content-hash-key'
  tags: tags
  properties: { value: base64('${hashKeyStart}${hashKeyEnd}'), contentType: 'text/plain' }
}

// What the console encrypts its session keys and authenticator keys with, made once: with another one everybody signs in anew.
@onlyIfNotExists()
resource consoleKey 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'console-key'
  tags: tags
  properties: { value: base64('${consoleKeyStart}${consoleKeyEnd}'), contentType: 'text/plain' }
}

@description('Address of the key vault.')
output uri string = vault.properties.vaultUri
