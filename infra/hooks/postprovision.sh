#!/bin/sh
# Makes the key of the content hashes, once. It is never replaced: with another key every candidate would be updated once.
set -eu

name=content-hash-key
if [ -n "$(az keyvault secret list --vault-name "$AZURE_KEY_VAULT_NAME" --query "[?name=='$name'].name" --output tsv)" ]; then
  echo "The key vault holds $name; it stays as it is."
  exit 0
fi

# By a file that only this user reads: a value on the command line is seen by others.
umask 077
file=$(mktemp)
trap 'rm -f "$file"' EXIT
openssl rand -base64 48 | tr -d '\n' > "$file"
az keyvault secret set --vault-name "$AZURE_KEY_VAULT_NAME" --name "$name" --file "$file" --encoding utf-8 --output none
echo "Made $name in the key vault."
