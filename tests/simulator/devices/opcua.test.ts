import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AttributeIds, ClientMonitoredItem, MessageSecurityMode, OPCUACertificateManager, OPCUAClient, SecurityPolicy, TimestampsToReturn, UserTokenType, type ClientSession, type DataValue, type UserIdentityInfo } from 'node-opcua';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opcuaDevice, type OpcUaDevice } from '../../../simulator/devices/opcua.ts';
import { rawClient } from './client.ts';

const LEVEL = 'ns=2;s=T-01.LEVEL';
let dir: string;
let device: OpcUaDevice;
let port: number;
let trust: OPCUACertificateManager;

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'watchroom-opcua-'));
  trust = new OPCUACertificateManager({ rootFolder: path.join(dir, 'client'), automaticallyAcceptUnknownCertificate: true, disableFileWatchers: true });
  await trust.initialize();
  device = opcuaDevice({ pkiDir: path.join(dir, 'device'), users: { duty: 'right' } });
  device.set(LEVEL, 12.5, { sourceTime: new Date('2026-01-02T03:04:05.678Z') });
  port = await device.start(0);
}, 30_000);
afterAll(async () => { await device.stop(); await trust.dispose(); await rm(dir, { recursive: true, force: true }); });

async function withSession<T>(use: (s: ClientSession) => Promise<T>, mode = MessageSecurityMode.None, policy = SecurityPolicy.None, user?: UserIdentityInfo): Promise<T> {
  const client = OPCUAClient.create({ clientCertificateManager: trust, securityMode: mode, securityPolicy: policy, connectionStrategy: { maxRetry: 0 } });
  try {
    await client.connect(device.endpoint());
    const session = await client.createSession(user);
    try { return await use(session); } finally { await session.close(); }
  } finally { await client.disconnect(); }
}
const read = (s: ClientSession): Promise<DataValue> => s.read({ nodeId: LEVEL, attributeId: AttributeIds.Value });

describe('an OPC UA device', () => {
  it('gives value, status and the device’s own time', async () => {
    const v = await withSession(read);
    expect([v.value.value, v.statusCode.value, v.sourceTimestamp?.toISOString()]).toEqual([12.5, 0, '2026-01-02T03:04:05.678Z']);
  });
  it.each([
    ['Sign Basic256Sha256', MessageSecurityMode.Sign, SecurityPolicy.Basic256Sha256],
    ['SignAndEncrypt Basic256Sha256', MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Basic256Sha256],
    ['SignAndEncrypt Aes256_Sha256_RsaPss', MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Aes256_Sha256_RsaPss],
  ])('takes %s', async (_, mode, policy) => {
    expect((await withSession(read, mode, policy)).value.value).toBe(12.5);
  });
  it('takes a user with the right password and no other', async () => {
    const as = (password: string) => withSession(read, MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Basic256Sha256, { type: UserTokenType.UserName, userName: 'duty', password });
    expect((await as('right')).value.value).toBe(12.5);
    await expect(as('wrong')).rejects.toThrow('BadUserAccessDenied');
  });
  it('says any status, its information bits included, and its own fault until the next set', async () => {
    await withSession(async (s) => {
      device.setStatus(LEVEL, 0x4094_0600);
      expect((await read(s)).statusCode.value).toBe(0x4094_0600);
      device.setStatus(LEVEL, 0);
      expect(device.fault(LEVEL)).toBe(0x808b_0000);
      expect((await read(s)).statusCode.value).toBe(0x808b_0000);
      device.set(LEVEL, 13);
      expect((await read(s)).statusCode.value).toBe(0);
    });
  });
  it('takes variables that come later, of every kind', async () => {
    device.set('ns=2;s=B', true);
    device.set('ns=2;s=S', 'heating');
    await withSession(async (s) => {
      const values = await s.read([{ nodeId: 'ns=2;s=B' }, { nodeId: 'ns=2;s=S' }]);
      expect(values.map((v) => v.value.value as unknown)).toEqual([true, 'heating']);
    });
  });
  it('tells every change to a subscription that asks for all', async () => {
    await withSession(async (s) => {
      const subscription = await s.createSubscription2({ requestedPublishingInterval: 50, publishingEnabled: true, requestedMaxKeepAliveCount: 10, requestedLifetimeCount: 100, maxNotificationsPerPublish: 0, priority: 1 });
      const item = ClientMonitoredItem.create(subscription, { nodeId: LEVEL, attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 50, discardOldest: true }, TimestampsToReturn.Both);
      const heard: number[] = [];
      const all = new Promise<void>((done) => { item.on('changed', (v: DataValue) => { heard.push(v.value.value as number); if (heard.at(-1) === 30) done(); }); });
      await new Promise<void>((r) => { item.once('initialized', r); });
      for (let i = 1; i <= 30; i++) device.set(LEVEL, i);
      await all;
      expect(heard.filter((n) => n <= 30 && Number.isInteger(n)).slice(-30)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      await subscription.terminate();
    });
  });
});

describe('its faults', () => {
  it('frozen: value and time stop, the newest comes afterwards', async () => {
    await withSession(async (s) => {
      device.set(LEVEL, 1, { sourceTime: new Date(1000) });
      await device.inject('frozen');
      device.set(LEVEL, 2, { sourceTime: new Date(2000) });
      const v = await read(s);
      expect([v.value.value, v.sourceTimestamp?.getTime()]).toEqual([1, 1000]);
      await device.inject(null);
      expect((await read(s)).value.value).toBe(2);
    });
  });
  it('bad-status and over-range, for one address or all', async () => {
    await withSession(async (s) => {
      await device.inject('bad-status', { address: 'ns=2;s=B' });
      expect((await read(s)).statusCode.value).toBe(0);
      await device.inject('bad-status');
      expect((await read(s)).statusCode.value).toBe(0x808c_0000);
      await device.inject(null);
      await device.inject('over-range', { address: LEVEL, value: 120 });
      const v = await read(s);
      expect([v.value.value, v.statusCode.value]).toEqual([120, 0x4094_0600]);
      await device.inject(null);
    });
  });
  it('late: answers come after the delay', async () => {
    await withSession(async (s) => {
      await device.inject('late', { ms: 120 });
      const began = performance.now();
      await read(s);
      expect(performance.now() - began).toBeGreaterThan(115);
      await device.inject(null);
    });
  });
  it('drop: refused, then the same port answers again', async () => {
    await device.inject('drop');
    expect(device.connections()).toBe(0);
    await expect(rawClient(port)).rejects.toThrow('ECONNREFUSED');
    await device.inject(null);
    expect((await withSession(read)).value.value).toBe(2);
  });
});
