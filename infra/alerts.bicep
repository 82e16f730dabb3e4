// Who is woken, and by what. Each alarm of AlarmTable.cs has its alert, which a test compares; docs/operations.md says what to do.
import { Tags } from 'types.bicep'

@description('End of all names; unique to the environment.')
param token string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('Log Analytics workspace.')
param workspaceId string

@description('Who is mailed; addresses separated by commas.')
param operatorMail string

@description('As Azure Monitor counts them.')
var severities = { error: 1, warning: 2 }

@description('Log events whose message begins with OperatorAlarm.')
var alarms = [
  { name: 'OverdueRun', severity: severities.error }
  { name: 'StuckMessages', severity: severities.error }
  { name: 'SiteChanged', severity: severities.error }
  { name: 'PoisonedSync', severity: severities.error }
  { name: 'StoredUnreadable', severity: severities.error }
  { name: 'SecretDisabled', severity: severities.error }
  { name: 'PoisonedUpload', severity: severities.error }
  { name: 'PoisonedNotification', severity: severities.error }
  { name: 'MailRefused', severity: severities.warning }
  { name: 'MailDelayed', severity: severities.error }
  { name: 'WebhookRefused', severity: severities.warning }
  { name: 'WebhookDelayed', severity: severities.warning }
  { name: 'ConsoleKeys', severity: severities.error }
]

@description('One rule for each alarm.')
var alarmRules = [
  for alarm in alarms: {
    name: alarm.name
    severity: alarm.severity
    description: 'docs/operations.md, "${alarm.name}".'
    query: 'AppTraces | where Message startswith "OperatorAlarm ${alarm.name}:"'
    window: 'PT15M'
    operator: 'GreaterThan'
    threshold: 0
  }
]

@description('What the functions cannot say themselves.')
var hostRules = [
  {
    name: 'NoDispatch'
    severity: severities.error
    description: 'No dispatch for 15 minutes: nothing starts. docs/operations.md, "NoDispatch".'
    query: 'AppTraces | where Message startswith "Dispatched "'
    window: 'PT15M'
    operator: 'LessThan'
    threshold: 1
  }
  {
    name: 'FailedFunctions'
    severity: severities.warning
    description: 'Functions fail. docs/operations.md, "FailedFunctions".'
    // The worker's spans are no requests (github.com/Azure/azure-functions-dotnet-worker/issues/3513).
    query: 'AppDependencies | where Name startswith "function " and Success == false'
    window: 'PT1H'
    operator: 'GreaterThan'
    threshold: 10
  }
  {
    name: 'FailedTimer'
    severity: severities.warning
    description: 'A daily or hourly task failed. docs/operations.md, "FailedTimer".'
    query: 'AppDependencies | where Name in ("function CleanUp", "function WatchMailAddresses", "function WatchOpenSlots", "function WatchOverdueRuns", "function WatchPoisonQueues") and Success == false'
    window: 'PT1H'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'FailedPoisonHandler'
    severity: severities.error
    description: 'A failure could not be told or marked. docs/operations.md, "FailedPoisonHandler".'
    query: 'AppDependencies | where Name startswith "function HandlePoisoned" and Success == false'
    window: 'PT15M'
    operator: 'GreaterThan'
    threshold: 0
  }
]

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-robosync-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'robosync'
    enabled: true
    emailReceivers: [
      for (address, index) in split(operatorMail, ','): {
        name: 'operator-${index}'
        emailAddress: trim(address)
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in concat(alarmRules, hostRules): {
    name: 'alert-robosync-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'RoboSync ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      autoMitigate: true
      // The tables fill with the first telemetry.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [receivers.id] }
    }
  }
]
