import path from 'node:path';
import { DataType, getStatusCodeFromCode, MessageSecurityMode, OPCUACertificateManager, OPCUAServer, RegisterServerMethod, SecurityPolicy, type Namespace, type UAObject, type UAVariable, type VariantLike } from 'node-opcua';
import type { DeviceValue } from '../device.ts';

/** `pkiDir`: where the device keeps its own certificate and what it was shown; made on the first start. `users`: who may log on by name. `acceptAnyClient`: false = a client's certificate must lie in its trusted folder. */
export interface OpcUaServerOptions {
  readonly pkiDir: string;
  readonly name?: string;
  readonly users?: Readonly<Record<string, string>>;
  readonly anonymous?: boolean;
  readonly acceptAnyClient?: boolean;
}

/** Above what a whole park asks for in one call, so that no client has to split for our sake. (`minSupportedSampleRate` 0 below: who asks for sampling 0 is told every change, not one in 100 ms.) */
const limits = { maxNodesPerRead: 20_000, maxNodesPerBrowse: 20_000, maxNodesPerWrite: 5_000, maxMonitoredItemsPerCall: 20_000, maxNodesPerRegisterNodes: 20_000, maxNodesPerTranslateBrowsePathsToNodeIds: 20_000, maxNodesPerMethodCall: 1_000, maxNodesPerHistoryReadData: 1_000 };

async function certificates(o: OpcUaServerOptions): Promise<{ own: OPCUACertificateManager; users: OPCUACertificateManager }> {
  const own = new OPCUACertificateManager({ rootFolder: path.join(o.pkiDir, 'server'), automaticallyAcceptUnknownCertificate: o.acceptAnyClient ?? true, disableFileWatchers: true });
  const users = new OPCUACertificateManager({ rootFolder: path.join(o.pkiDir, 'users'), automaticallyAcceptUnknownCertificate: true, disableFileWatchers: true });
  await Promise.all([own.initialize(), users.initialize()]);
  return { own, users };
}

/** A running server. `variable`: makes the variable of an address by its first value; `publish`: puts a value there. */
export interface OpcUaServer {
  readonly server: OPCUAServer;
  readonly port: number;
  readonly namespace: Namespace;
  readonly folder: UAObject;
  variable(address: string, first: DeviceValue): UAVariable;
  publish(variable: UAVariable, value: DeviceValue, status: number, time: Date): void;
}
const variant = (value: DeviceValue): VariantLike =>
  typeof value === 'number' ? { dataType: DataType.Double, value }
  : typeof value === 'boolean' ? { dataType: DataType.Boolean, value }
  : { dataType: DataType.String, value };

/** A running OPC UA server on a free loopback port that tells its clients to come by `publicPort`; namespace 2 is the park's, `folder` its place in the tree. */
export async function opcuaServer(o: OpcUaServerOptions, publicPort: number): Promise<OpcUaServer> {
  const { own, users } = await certificates(o);
  const name = o.name ?? 'park';
  const server = new OPCUAServer({
    port: 0,
    host: '127.0.0.1',
    hostname: '127.0.0.1',
    resourcePath: '/park',
    advertisedEndpoints: [`opc.tcp://127.0.0.1:${publicPort}`, `opc.tcp://localhost:${publicPort}`],
    securityModes: [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss],
    allowAnonymous: o.anonymous ?? true,
    userManager: { isValidUser: (user: string, password: string) => o.users?.[user] === password && password !== undefined },
    serverInfo: { applicationUri: `urn:watchroom:simulator:${name}`, productUri: 'urn:watchroom:simulator', applicationName: { text: `Watchroom simulator ${name}`, locale: 'en' } },
    buildInfo: { productName: 'Watchroom simulator', manufacturerName: 'Watchroom', softwareVersion: '1' },
    serverCertificateManager: own,
    userCertificateManager: users,
    registerServerMethod: RegisterServerMethod.HIDDEN,
    maxConnectionsPerEndpoint: 100,
    serverCapabilities: { minSupportedSampleRate: 0, maxSessions: 100, maxSubscriptions: 500, maxMonitoredItems: 200_000, maxMonitoredItemsPerSubscription: 100_000, maxMonitoredItemsQueueSize: 10_000, operationLimits: limits },
  });
  await server.initialize();
  const space = server.engine.addressSpace!;
  const namespace = space.registerNamespace('urn:watchroom:park');
  space.installAlarmsAndConditionsService();
  const folder = namespace.addObject({ browseName: 'Park', nodeId: 'ns=2;s=Park', organizedBy: space.rootFolder.objects, eventNotifier: 1, notifierOf: space.rootFolder.objects.server });
  await server.start();
  return {
    server, namespace, folder, port: server.endpoints[0]!.port,
    variable: (address, first) => namespace.addVariable({ organizedBy: folder, browseName: address.replace(/^ns=2;s=/, ''), nodeId: address, dataType: variant(first).dataType as DataType, minimumSamplingInterval: 0 }),
    publish: (variable, value, status, time) => { variable.setValueFromSource(variant(value), getStatusCodeFromCode(status), time); },
  };
}
