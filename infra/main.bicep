// Everything that RoboSync needs in Azure: one resource group, no keys. docs/deploy.md says what each part is for.
targetScope = 'subscription'

import { mailSecretName } from 'vault.bicep'

@description('Name of the azd environment; part of the resource group\'s name.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Azure region of all resources.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Object id of whoever deploys, for roles of their own; azd fills it in. Blank for none.')
param principalId string = ''

@description('What principalId is; azd fills it in.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

@description('Sender of the mails: an address of a domain that the mail service has verified.')
param mailFrom string

@description('Where answers go; blank for the sender.')
param mailReplyTo string = ''

@description('Which service sends the mails.')
@allowed(['SendGrid', 'Smtp'])
param mailProvider string = 'SendGrid'

@description('SMTP server; only for Smtp.')
param smtpHost string = ''

@description('SMTP user; only for Smtp, blank for none.')
param smtpUser string = ''

@description('SendGrid\'s API key or the SMTP password; blank leaves the one that is stored.')
@secure()
param mailSecret string = ''

@description('Who is mailed when an alarm is raised; also the receiver of Azure Monitor\'s alerts.')
param operatorMail string

@description('Whom customers turn to: a mail address or a URL, at the end of their mails and of every page of the console.')
@minLength(1)
param supportContact string

@description('Mail address of the console\'s first operator, who is sent a temporary password once the sign-in page is opened; blank for nobody.')
param consoleOperator string = ''

@description('Where browsers find the console, for example https://robosync.your-domain.example; blank for the function app\'s own address.')
param consoleAddress string = ''

@description('Memory of one instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances; each runs up to sixteen syncs at once. It also limits what MIWS and HRMOS see of us. Some regions refuse fewer than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Storage and vault are reached by private endpoints only, from a virtual network.')
param vnetEnabled bool = false

@description('All requests to MIWS and HRMOS come from one address, which customers can allow.')
param fixedOutgoingIp bool = false

@description('Copies of the storage account: in one data centre, in three zones, or in three zones and another region. Not every region has zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_ZRS'

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('End of all names.')
var token = toLower(uniqueString(subscription().id, environmentName, location))

@description('What azd finds its resources by.')
var tags = { 'azd-env-name': environmentName }

@description('Names are made here, so that what-if can tell what will change before anything exists.')
var names = {
  applicationInsights: 'appi-robosync-${token}'
  functions: 'func-robosync-${token}'
  identity: 'id-robosync-${token}'
  network: 'vnet-robosync-${token}'
  plan: 'plan-robosync-${token}'
  storage: 'strobosync${token}'
  topic: 'evgt-robosync-${token}'
  vault: 'kv-robo-${token}'
  workspace: 'log-robosync-${token}'
}

@description('Whether there is a virtual network.')
var usesNetwork = vnetEnabled || fixedOutgoingIp

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  scope: group
  params: { name: names.identity, location: location, tags: tags }
}

module monitoring 'monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: names.workspace
    applicationInsightsName: names.applicationInsights
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module network 'network.bicep' = if (usesNetwork) {
  scope: group
  params: { name: names.network, token: token, location: location, tags: tags, fixedOutgoingIp: fixedOutgoingIp }
}

module storage 'storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    location: location
    tags: tags
    isPrivate: vnetEnabled
    redundancy: storageRedundancy
  }
}

module vault 'vault.bicep' = {
  scope: group
  params: { name: names.vault, location: location, tags: tags, isPrivate: vnetEnabled, mailSecret: mailSecret }
}

module endpoints 'private-endpoints.bicep' = if (vnetEnabled) {
  scope: group
  params: {
    location: location
    tags: tags
    networkName: names.network
    endpointSubnetId: network!.outputs.endpointSubnetId
    storageName: names.storage
    vaultName: names.vault
  }
  dependsOn: [storage, vault]
}

module roles 'roles.bicep' = {
  scope: group
  params: {
    storageName: names.storage
    vaultName: names.vault
    applicationInsightsName: names.applicationInsights
    identityName: names.identity
    developerPrincipalId: principalId
    developerPrincipalType: principalType
  }
  dependsOn: [identity, monitoring, storage, vault]
}

module functions 'functions.bicep' = {
  scope: group
  params: {
    name: names.functions
    planName: names.plan
    location: location
    tags: tags
    identityName: names.identity
    storageName: names.storage
    vaultUri: vault.outputs.uri
    applicationInsightsName: names.applicationInsights
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    consoleAddress: consoleAddress
    subnetId: usesNetwork ? network!.outputs.functionsSubnetId : ''
    settings: {
      DispatchSchedule: '0 */5 * * * *'
      Mail__From: mailFrom
      Mail__ReplyTo: mailReplyTo
      Mail__Provider: mailProvider
      Mail__SecretName: mailProvider == 'SendGrid' || !empty(smtpUser) ? mailSecretName : ''
      Mail__SmtpHost: smtpHost
      Mail__SmtpUser: smtpUser
      Sync__OperatorMail: operatorMail
      Sync__SupportContact: supportContact
      Console__FirstOperator: consoleOperator
    }
  }
  // The app reads storage and vault as soon as it starts.
  dependsOn: [roles, endpoints]
}

module events 'events.bicep' = {
  scope: group
  params: { name: names.topic, location: location, tags: tags, storageName: names.storage }
  dependsOn: [storage]
}

module alerts 'alerts.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    operatorMail: operatorMail
  }
}

module workbook 'workbook.bicep' = {
  scope: group
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

@description('Name of the resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output AZURE_FUNCTION_APP_NAME string = names.functions

@description('Name of the Event Grid system topic of the storage account.')
output AZURE_EVENT_GRID_TOPIC_NAME string = names.topic

@description('Name of the storage account; operators upload tenant documents to its container tenants.')
output AZURE_STORAGE_ACCOUNT_NAME string = names.storage

@description('Name of the key vault; operators store customers\' logins and tokens in it.')
output AZURE_KEY_VAULT_NAME string = names.vault

@description('The one address that requests come from; blank without fixedOutgoingIp.')
output OUTGOING_IP string = usesNetwork ? network!.outputs.outgoingIp : ''

@description('Where browsers find the console.')
output CONSOLE_ADDRESS string = functions.outputs.consoleAddress
