#!/bin/sh
# Registers what only a subnet's delegation names, so that Azure does not register it by itself. Can run any number of times.
set -eu

if [ "${VNET_ENABLED:-false}" != true ] && [ "${FIXED_OUTGOING_IP:-false}" != true ]; then
  exit 0
fi

az provider register --subscription "$AZURE_SUBSCRIPTION_ID" --namespace Microsoft.App --wait
echo "Microsoft.App is registered: the functions can use a virtual network."
