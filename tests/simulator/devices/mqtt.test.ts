import { connectAsync, type IClientOptions } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mqttDevice, type MqttDevice, type MqttDeviceOptions } from '../../../simulator/devices/mqtt.ts';
import { until } from '../../conformance/subject.ts';

/** A device and a client of it that hears everything. */
async function heard(options: MqttDeviceOptions, before: (d: MqttDevice) => void = () => {}, as: IClientOptions = {}) {
  const device = mqttDevice(options);
  const port = await device.start(0);
  before(device);
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...as });
  client.on('error', () => {});
  onTestFinished(async () => { await client.endAsync(true); await device.stop(); });
  const said: { topic: string; text: string; retain: boolean; payload: Buffer }[] = [];
  client.on('message', (topic, payload, { retain }) => { said.push({ topic, payload, retain, text: payload.toString() }); });
  await client.subscribeAsync('#', { qos: 1 });
  const values = (): unknown[] => said.map((s) => { const m = JSON.parse(s.text) as { v: unknown }; return m.v; });
  return { device, client, said, values };
}

describe('the MQTT device', () => {
  it('publishes its values, retained, and takes commands', async () => {
    const { device, client, said, values } = await heard({ format: 'json' }, (d) => d.set('park/a#$.v', 1));
    await until(() => said.length === 1);
    expect(said[0]).toMatchObject({ topic: 'park/a', retain: true });
    device.set('park/a', 2, { sourceTime: new Date(5) });
    await until(() => said.length === 2);
    expect(JSON.parse(said[1]!.text)).toEqual({ v: 2, q: 0, t: 5 });
    await client.publishAsync('park/a/set', '{"v":3}', { qos: 1 });
    await until(() => said.some((s) => s.topic === 'park/a' && s.text.includes('"v":3')));
    expect([device.get('park/a'), device.connections()]).toEqual([3, 1]);
    expect(values()).toContain(2);
  });
  it('faults: bad-status, over-range, wrong-clock, frozen, drop; all end', async () => {
    const { device, said } = await heard({ format: 'json', retain: false });
    const next = async (act: () => unknown): Promise<{ v: number; q: number; t: number }> => { const n = said.length; await act(); await until(() => said.length > n); return JSON.parse(said.at(-1)!.text) as { v: number; q: number; t: number }; };
    await next(() => device.set('park/a', 1));
    expect(await next(() => device.inject('bad-status'))).toMatchObject({ q: 0x808c_0000 });
    await next(() => device.inject(null));
    expect(await next(() => device.inject('over-range', { value: 999 }))).toMatchObject({ v: 999 });
    await next(() => device.inject(null));
    await device.inject('wrong-clock');
    expect((await next(() => device.set('park/a', 2))).t - Date.now()).toBeGreaterThan(3_500_000);
    await device.inject('frozen', { address: 'park/a' });
    device.set('park/a', 3);
    expect(await next(() => device.set('park/b', 4))).toMatchObject({ v: 4 });
    await device.inject('drop');
    expect(device.connections()).toBe(0);
  });
  it('lets in who it knows', async () => {
    await expect(heard({ format: 'plain', users: { a: 'b' } }, () => {}, { username: 'a', password: 'x' })).rejects.toThrow();
    const { device, said } = await heard({ format: 'plain', users: { a: 'b' } }, () => {}, { username: 'a', password: 'b' });
    device.set('park/x', 'open');
    await until(() => said.at(-1)?.text === 'open');
  });
  it('Sparkplug: births of node and devices in their order, then data by alias; numbers follow', async () => {
    const { device, client, said } = await heard({ format: 'sparkplug' });
    device.set('sp:park/edge:load', 1);
    device.set('sp:park/edge/tank:level', 2);
    await until(() => said.length === 2);
    device.set('sp:park/edge/tank:level', 3);
    await until(() => said.length === 3);
    expect(said.map((s) => s.topic)).toEqual(['spBv1.0/park/NBIRTH/edge', 'spBv1.0/park/DBIRTH/edge/tank', 'spBv1.0/park/DDATA/edge/tank']);
    expect(said.map((s) => s.payload.at(-1))).toEqual([0, 1, 2]);   // seq stands last
    expect(said[2]!.text).not.toContain('level');
    await client.publishAsync('spBv1.0/park/NCMD/edge', Buffer.from('12180a144e6f646520436f6e74726f6c2f526562697274687001', 'hex'));
    await until(() => device.births('park/edge') === 1 && said.filter((s) => s.topic.includes('NBIRTH')).length === 2);
  });
});
