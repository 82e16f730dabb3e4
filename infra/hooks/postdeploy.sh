#!/bin/sh
# Subscribes the blob triggers to Event Grid. After the deploy, since Event Grid asks each function whether it wants the events; can run any number of times.
set -eu
cd "$(dirname "$0")/.."

# Not worth a second try.
az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none || {
  echo "The Azure CLI is not signed in to subscription $AZURE_SUBSCRIPTION_ID. Run 'az login', then 'azd hooks run postdeploy'." >&2
  exit 1
}

# The host needs a moment after a deploy before it answers Event Grid.
for try in 1 2 3 4 5 6; do
  if az deployment group create --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" --name event-subscriptions \
    --template-file event-subscriptions.bicep --parameters functionAppName="$AZURE_FUNCTION_APP_NAME" topicName="$AZURE_EVENT_GRID_TOPIC_NAME" --output none; then
    echo "Uploads reach the functions."
    exit 0
  fi
  echo "Try $try of 6 failed; the functions may still be starting. Trying again in 30 seconds."
  sleep 30
done

echo "Event Grid could not be told of the functions. Uploads are not seen until this succeeds: run 'azd hooks run postdeploy' again." >&2
exit 1
