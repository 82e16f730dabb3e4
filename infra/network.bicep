// The way out: a subnet for the functions, one for private endpoints, and where wanted one address for all requests.
import { Tags } from 'types.bicep'

@description('Name of the virtual network.')
param name string

@description('End of all names; unique to the environment.')
param token string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags Tags

@description('All requests come from one address.')
param fixedOutgoingIp bool

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = if (fixedOutgoingIp) {
  name: 'pip-robosync-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

resource gateway 'Microsoft.Network/natGateways@2026-03-01' = if (fixedOutgoingIp) {
  name: 'ng-robosync-${token}'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }], idleTimeoutInMinutes: 10 }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
  }

  resource functionsSubnet 'subnets' = {
    name: 'functions'
    properties: {
      addressPrefix: '10.20.0.0/24'
      delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
      natGateway: fixedOutgoingIp ? { id: gateway.id } : null
    }
  }

  resource endpointSubnet 'subnets' = {
    name: 'endpoints'
    properties: { addressPrefix: '10.20.1.0/24', privateEndpointNetworkPolicies: 'Enabled' }
    // Two subnets of a network are not written at the same time.
    dependsOn: [functionsSubnet]
  }
}

@description('Subnet that outgoing requests take.')
output functionsSubnetId string = network::functionsSubnet.id

@description('Subnet of the private endpoints.')
output endpointSubnetId string = network::endpointSubnet.id

@description('The one address that requests come from; blank without one.')
output outgoingIp string = fixedOutgoingIp ? address!.properties.ipAddress : ''
