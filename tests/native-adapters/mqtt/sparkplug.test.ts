import { describe, expect, it, onTestFinished } from 'vitest';
import { Status } from '#app/acquisition';
import { mqttDevice } from '../../../simulator/devices/mqtt.ts';
import { sparkplugPayload } from '../../../simulator/devices/mqtt/sparkplug.ts';
import { never, until, wait } from '../../conformance/subject.ts';
import { folder, one } from './harness.ts';

/** A node with a metric of its own and two devices, watched; every first value is there. */
async function park() {
  const device = mqttDevice({ format: 'sparkplug' });
  const port = await device.start(0);
  onTestFinished(() => device.stop());
  const addresses = ['sp:park/edge:load', 'sp:park/edge/tank:level', 'sp:park/edge/pump:on'];
  for (const [i, a] of addresses.entries()) device.set(a, i + 1);
  const a = one(port, folder());
  await a.adapter.open(never);
  a.watch(...addresses, 'sp:park/edge/tank:nobody');
  await until(() => a.last(0)?.value === 1 && a.last(1)?.value === 2 && a.last(2)?.value === 3);
  const set = (i: number, v: number): void => device.set(addresses[i]!, v);
  return { device, a, set };
}

describe('SPB-03 birth, data, death', () => {
  it('births are asked for, aliases are learnt, a metric that no birth names is unknown', async () => {
    const { device, a, set } = await park();
    expect(device.births('park/edge')).toBe(1);
    expect(a.of(3).map((s) => s.status)).toEqual([0x8034_0000]);
    set(1, 20); set(0, 10); set(2, 30);
    await until(() => a.last(2)?.value === 30);
    expect([0, 1, 2].map((h) => a.last(h)!.value)).toEqual([10, 20, 30]);
    expect(a.last(0)!.status).toBe(Status.good);
  });
  it('the death of a device darkens its points alone; of the node, all; a birth brings them back', async () => {
    const { device, a, set } = await park();
    await device.die('park/edge/tank');
    await until(() => a.last(1)?.status === Status.noCommunication);
    expect([a.last(0)!.value, a.last(2)!.value]).toEqual([1, 3]);
    await device.die('park/edge');
    await until(() => [0, 1, 2].every((h) => a.last(h)?.status === Status.noCommunication));
    set(0, 11);
    await device.stop();
    await until(() => a.links.at(-1)?.up === false);
  });
  it('the will of an earlier connection kills nobody', async () => {
    const { device, a, set } = await park();
    await device.die('park/edge', 99);
    set(0, 12);
    await until(() => a.last(0)?.value === 12);
    expect(a.of(0).every((s) => s.status === Status.good)).toBe(true);
  });
  it('a device that is not born with its node does not communicate', async () => {
    const { device, a } = await park();
    await device.publish('spBv1.0/park/NBIRTH/edge', sparkplugPayload(Date.now(), 0, [{ name: 'load', alias: 1, time: Date.now(), value: 5, quality: null }], 0), { retain: false, qos: 0 });
    await until(() => a.last(0)?.value === 5);
    expect(a.last(1)!.value).toBe(2);           // it has answerMs to be born
    await until(() => a.last(1)?.status === Status.noCommunication && a.last(2)?.status === Status.noCommunication);
  });
});

describe('SPB-06 what a node kept while nobody heard', () => {
  it('is told as late, with its own time; what stands beside it is of now', async () => {
    const { device, a } = await park();
    const double = (n: number): Buffer => { const b = Buffer.alloc(8); b.writeDoubleLE(n); return b; };
    const metric = (value: number, historical: boolean): Buffer => Buffer.concat([Buffer.from([0x0a, 4]), Buffer.from('load'), Buffer.from([0x18, 5, 0x20, 10, 0x28, historical ? 1 : 0, 0x69]), double(value)]);   // name, timestamp 5, Double, is_historical, double_value
    const metrics = [metric(70, true), metric(71, true), metric(72, false)].flatMap((m) => [Buffer.from([0x12, m.length]), m]);
    const before = a.taken.length;
    await device.publish('spBv1.0/park/NDATA/edge', Buffer.concat(metrics), { retain: false, qos: 0 });
    await until(() => a.last(0)?.value === 72);
    expect(a.taken.slice(before).map((s, i) => [s.value, s.sourceTime, a.late[before + i]])).toEqual([[70, 5, true], [71, 5, true], [72, 5, false]]);
  });
});

describe('SPB-04 numbers that do not follow', () => {
  it('a gap asks for a birth, once, and until then no alias is trusted', async () => {
    const { device, a, set } = await park();
    await wait(550);                            // the answer to the first request was due
    device.skip('park/edge');
    set(1, 21); set(1, 22);
    await until(() => a.last(1)?.value === 22);
    expect(device.births('park/edge')).toBe(2);
    expect(a.of(1).filter((s) => s.status !== Status.good)).toEqual([]);
    expect(a.notes.filter((n) => n.includes('messages are missing'))).toHaveLength(1);
  });
  it('numbers run through all devices and round at 256', async () => {
    const { device, a, set } = await park();
    for (let i = 0; i < 600; i++) set(i % 3, i);
    await until(() => a.last(2)?.value === 599);
    expect(device.births('park/edge')).toBe(1);
    expect(a.of(0).filter((s) => s.value !== null)).toHaveLength(201);
  });
  it('a node that answers nobody leaves its points without communication', async () => {
    const device = mqttDevice({ format: 'sparkplug' });
    const port = await device.start(0);
    onTestFinished(() => device.stop());
    const a = one(port, folder());
    await a.adapter.open(never);
    a.watch('sp:park/silent:x');
    await until(() => a.last()?.status === Status.noCommunication);
    expect(device.births('park/silent')).toBe(1);
  });
});

describe('SPB-05 what is no payload', () => {
  it('marks the points of that device, and the link stays', async () => {
    const { device, a, set } = await park();
    for (let i = 0; i < 5; i++) await device.publish('spBv1.0/park/DDATA/edge/tank', Buffer.from([0xff, 1, 2]), { retain: false, qos: 0 });
    await until(() => a.of(1).length >= 6);
    expect(a.last(1)).toMatchObject({ value: null, status: 0x808b_0002 });
    expect(a.last(2)!.value).toBe(3);
    expect(a.notes.filter((n) => n.includes('cannot be read'))).toHaveLength(1);
    set(1, 9);
    await until(() => a.last(1)?.value === 9);
    expect(a.links).toEqual([{ up: true, reason: null }]);
  });
});
