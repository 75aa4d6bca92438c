import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mqttOptions } from '#adapters/mqtt';
import { steps } from '#app/acquisition';
import { meantBy } from '../../../native-adapters/mqtt/address.ts';
import { packetGuard } from '../../../native-adapters/mqtt/guard.ts';

describe('MQT-01 addresses', () => {
  it.each([
    ['park/a', { kind: 'plain', topic: 'park/a' }], ['/iot/储罐 7', { kind: 'plain', topic: '/iot/储罐 7' }], ['$SYS/broker/uptime', { kind: 'plain', topic: '$SYS/broker/uptime' }],
    ['park/a#$', { kind: 'json', topic: 'park/a', path: [] }],
    ['park/a#$.path.to[0].value', { kind: 'json', topic: 'park/a', path: ['path', 'to', 0, 'value'] }],
    ["park/a#$['any key: #1'].v", { kind: 'json', topic: 'park/a', path: ['any key: #1', 'v'] }],
    ['sp:G/N:Temp/Inlet: 1', { kind: 'sparkplug', group: 'G', node: 'N', device: null, metric: 'Temp/Inlet: 1' }],
    ['sp:G/N/D:Level', { kind: 'sparkplug', group: 'G', node: 'N', device: 'D', metric: 'Level' }],
  ])('means %s', (address, meant) => { expect(meantBy(address)).toEqual(meant); });
  it.each([
    '', '??', '#', '+', 'a/+', 'a/#', 'a/+/b#$.v', 'a#', 'a#v', 'a#$v', 'a#$.', 'a#$..v', 'a#$.a[', 'a#$.a[-1]', 'a#$.a[x]', "a#$['a", 'a#$.__proto__', "a#$['__proto__'].v", 'a#$.x.constructor', 'a#$.prototype', `a#$${'.a'.repeat(17)}`, '#$.v', 'a\u0000b', 'a\nb', '$share/g/a', '$queue/a',
    'sp:', 'sp:G:m', 'sp:G/N', 'sp:G/N:', 'sp:G/+:m', 'sp:G/N/D/E:m', 'sp:G//D:m', 'sp:/N:m', 'sp:G/N#:m', `t${'x'.repeat(500)}`, '\ud800',
  ])('cannot mean "%s"', (address) => expect(meantBy(address)).toBeNull());
  it('whatever is written, it says what it means or nothing, and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((s) => `a#$${s}`), fc.string().map((s) => `sp:${s}`)), (s) => {
      const m = meantBy(s);
      if (m?.kind === 'plain') expect(m.topic).toBe(s);
      if (m !== null && m.kind !== 'sparkplug') expect(m.topic).not.toMatch(/[+#]/);
    }), { seed: 7, numRuns: 3000 });
    expect(steps('')).toEqual([]);
  });
});

describe('ADP-21 options', () => {
  const right = { url: 'mqtt://10.0.0.7' };
  it('fills in what is not said', () => {
    expect(mqttOptions(right)).toMatchObject({ ok: true, value: { version: 5, qos: 1, keepaliveS: 5, username: null, statusTopic: null, timeFormat: 'epoch-ms', maxPayload: 1_048_576, commandSuffix: '/set', freshMs: 10_000 } });
    expect(mqttOptions({ url: 'mqtts://broker.example:8884', ca: 'mqtt/ca.pem', cert: 'mqtt/own.pem', key: 'mqtt/own.key', username: 'a', password: 'secret:broker', timePath: '@.ts', qualityPath: '$.q' })).toMatchObject({ ok: true });
  });
  it.each([
    ['url', {}], ['url', { url: 'http://x' }], ['url', { url: 'mqtt://user:pw@host' }], ['url', { url: 'mqtt://host:70000' }], ['url', { url: 'mqtt://h', ca: 'ca.pem' }], ['version', { ...right, version: 3 }], ['password', { ...right, username: 'a', password: 'plain' }], ['username', { ...right, password: 'secret:a' }],
    ['ca', { url: 'mqtts://h', ca: '../ca.pem' }], ['ca', { url: 'mqtts://h', ca: '/etc/ca.pem' }], ['ca', { url: 'mqtts://h', ca: 'a/../../b' }], ['key', { url: 'mqtts://h', cert: 'a.pem' }], ['cert', { url: 'mqtts://h', key: 'a.pem' }],
    ['qos', { ...right, qos: 3 }], ['timePath', { ...right, timePath: 'ts' }], ['timePath', { ...right, timePath: '$.__proto__' }], ['timeFormat', { ...right, timeFormat: 'rfc' }], ['statusTopic', { ...right, statusTopic: 'a/#' }], ['commandSuffix', { ...right, commandSuffix: '' }], ['rejectUnauthorized', { ...right, rejectUnauthorized: false }], ['options', null],
  ])('%s is named', (field, raw) => { expect(mqttOptions(raw)).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { kind: 'mqtt', field } } }); });
});

describe('MQT-05 packets within their bounds', () => {
  const packet = (head: number, length: number): Buffer => { const b: number[] = []; let rest = length; do { b.push((rest % 128) | (rest >= 128 ? 128 : 0)); rest = Math.floor(rest / 128); } while (rest > 0); return Buffer.concat([Buffer.from([head, ...b]), Buffer.alloc(length, 7)]); };
  it('however the wire cuts them, short ones pass as they came, and of long PUBLISHes only their beginning', () => {
    fc.assert(fc.property(fc.array(fc.nat(600), { minLength: 1, maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1 }), (sizes, cuts) => {
      const wire = Buffer.concat(sizes.map((n) => packet(0x30, n)));
      const guard = packetGuard(200, true);
      const out: Buffer[] = [];
      for (let at = 0, i = 0; at < wire.length; i++) { const n = cuts[i % cuts.length]!; out.push(...guard(wire.subarray(at, at + n))!); at += n; }
      expect(Buffer.concat(out).equals(Buffer.concat(sizes.map((n) => packet(0x30, Math.min(n, 200)))))).toBe(true);
    }), { seed: 5, numRuns: 300 });
  });
  it('refuses what is no length, and other packets that are too long', () => {
    expect(packetGuard(200, true)(Buffer.alloc(6, 0xa5))).toBeNull();
    expect(packetGuard(200, true)(packet(0x90, 300))).toBeNull();
    expect(packetGuard(200, false)(packet(0x30, 300))).toBeNull();
  });
});
