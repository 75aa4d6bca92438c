import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { crc32 } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { collectorOptions, frameReader, frameWriter } from '#adapters/collector';
import { Status } from '#app/acquisition';
import { until, wait } from '../../conformance/subject.ts';
import { adapterKinds } from '../../../native-adapters/index.ts';
import { host, memoryStore, port, receiver, secret } from './desk.ts';

it('COL-01 lets in only who has the secret and the name; nobody else hears or says anything, and the host is not kept out by them', async () => {
  const at = await port();
  const { adapter, links, taken } = await receiver(at, ['a']);
  const wrong = await host(at, { secret: 'another-secret-of-some-length' });
  const stranger = await host(at, { name: 'who' });
  wrong.set('a', 666);
  await until(() => wrong.refusals().includes('bad-proof') && stranger.refusals().includes('unknown-collector'));
  const right = await host(at);
  right.set('a', 1);
  await until(() => taken.some((s) => s.value === 1));
  expect(taken.map((s) => s.value).filter((v) => v === 666)).toEqual([]);
  expect(links.at(-1)).toEqual({ up: true, reason: null });
  expect(adapter.counts()).toMatchObject({ 'bad-proof': expect.any(Number) as number, 'unknown-collector': expect.any(Number) as number });
});

it('COL-01 two secrets while a key is changed; one that is too short is none', async () => {
  const at = await port();
  const { of } = await receiver(at, ['a'], { secrets: { far: 'old-secret-of-enough-letters', next: secret }, options: { nextSecret: 'secret:next' } });
  const old = await host(at, { secret: 'old-secret-of-enough-letters' });
  old.set('a', 1);
  await until(() => of('a').at(-1)?.value === 1);
  await old.stop();
  const fresh = await host(at);
  fresh.set('a', 2);
  await until(() => of('a').at(-1)?.value === 2);
  const short = await port();
  const other = await receiver(short, ['a'], { secrets: { far: 'short' } });
  const caller = await host(short, { secret: 'short' });
  await until(() => caller.refusals().includes('bad-proof'));
  expect(other.taken.filter((s) => s.value !== null)).toEqual([]);
});

it('COL-01 whoever does not say in time who he is, or says anything else, leaves; and holds no room', async () => {
  const at = await port();
  const { adapter, of } = await receiver(at, ['a'], { options: { maxConnections: 3 } });
  const silent = Array.from({ length: 6 }, () => net.connect(at, '127.0.0.1').on('error', () => {}).resume());
  onTestFinished(() => { for (const s of silent) s.destroy(); });
  const h = await host(at);
  h.set('a', 4);
  await until(() => of('a').at(-1)?.value === 4);
  await until(() => silent.every((s) => s.closed || s.destroyed));
  const rude = net.connect(at, '127.0.0.1').on('error', () => {});
  rude.on('connect', () => rude.write(frameWriter().frame('batch', Buffer.alloc(40))));
  await until(() => (adapter.counts()['no-proof'] ?? 0) > 0);
  await until(() => of('a').at(-1)?.value === 4);
});

it('COL-02 what stands in the way of a sealed link is found out: a frame that is changed, said again or left out ends it', async () => {
  const at = await port();
  const { adapter, of, links } = await receiver(at, ['a']);
  const spoils = ['change', 'again', 'leave'] as const;
  let spoil: (typeof spoils)[number] | null = null;
  const proxy = net.createServer((client) => {                       // somebody in the middle, who knows the frames but not the secret
    const server = net.connect(at, '127.0.0.1');
    server.on('error', () => client.destroy()).on('close', () => client.destroy()).on('data', (b) => client.write(b));
    let held = Buffer.alloc(0);
    client.on('error', () => server.destroy()).on('close', () => server.destroy()).on('data', (b: Buffer) => {
      held = Buffer.concat([held, b]);
      while (held.length >= 12 && held.length >= 12 + held.readUInt32LE(4)) {
        const end = 12 + held.readUInt32LE(4);
        const frame = Buffer.from(held.subarray(0, end));
        held = held.subarray(end);
        const now = frame[3] === 7 ? spoil : null;                   // a batch
        if (now === 'leave') { spoil = null; continue; }
        if (now === 'change') { spoil = null; frame[frame.length - 20]! ^= 1; frame.writeUInt32LE(crc(frame), 8); }
        server.write(frame);
        if (now === 'again') { spoil = null; server.write(frame); }
      }
    });
  });
  await new Promise<void>((r) => { proxy.listen(0, '127.0.0.1', () => r()); });
  const h = await host((proxy.address() as net.AddressInfo).port);
  onTestFinished(async () => { await h.stop(); proxy.close(); });
  h.set('a', 0);
  await until(() => of('a').at(-1)?.value === 0);
  for (const [i, how] of spoils.entries()) {
    spoil = how;
    h.set('a', 10 + i);
    if (how === 'leave') h.set('a', 10 + i);
    await until(() => (adapter.counts()['bad-seal'] ?? 0) > i);
    await until(() => links.filter((l) => l.up).length === i + 2 && of('a').at(-1)?.value === 10 + i && h.waiting() === 0);   // on another link it comes again, as it was said
  }
  expect([...new Set(of('a').map((s) => s.value))].filter((v) => v !== null)).toEqual([0, 10, 11, 12]);
});
const crc = (frame: Buffer): number => crc32(Buffer.concat([frame.subarray(2, 8), frame.subarray(12)]));

it('COL-03 each fault of a frame has its name and its offset, and the link is made anew', async () => {
  const good = frameWriter().frame('beat', Buffer.from('{}'));
  const spoilt = (at: number, byte: number): Buffer => { const b = Buffer.from(good); b[at] = byte; return b; };
  const long = Buffer.from(good);
  long.writeUInt32LE(100_000, 4);
  const first = (...chunks: readonly Buffer[]) => { const r = frameReader(); for (const c of chunks) r.take(c); for (let got = r.next(); got !== null; got = r.next()) if ('fault' in got) return got.fault; return null; };
  expect(first(good)).toBeNull();
  expect(first(spoilt(0, 0x58))).toEqual({ name: 'bad-magic', at: 0 });
  expect(first(good, spoilt(1, 0))).toEqual({ name: 'bad-magic', at: 14 });
  expect(first(spoilt(2, 9))).toEqual({ name: 'bad-version', at: 2 });
  expect(first(spoilt(3, 99))).toEqual({ name: 'bad-kind', at: 3 });
  expect(first(long)).toEqual({ name: 'too-long', at: 4 });
  expect(first(spoilt(13, 0))).toEqual({ name: 'bad-crc', at: 8 });
  expect(first(good.subarray(0, 13))).toBeNull();                    // half of one is none yet
  const sealed = frameReader();
  sealed.sealWith(randomBytes(32));
  sealed.take(good);
  expect(sealed.next()).toEqual({ fault: { name: 'too-short', at: 4 } });
});

it('COL-03 what a known host says wrongly is named with its offset, takes nothing, and the next link goes on', async () => {
  const at = await port();
  const { adapter, of, links } = await receiver(at, ['a']);
  const h = await host(at);
  h.set('a', 1);
  await until(() => of('a').at(-1)?.value === 1);
  const bad = Buffer.alloc(16 + 16);
  bad.writeBigUInt64LE(5n, 0);
  bad.writeUInt32LE(7, 16);
  for (const [frame, what, name] of [['batch', bad, 'bad-version'], ['batch', Buffer.alloc(3), 'bad-short'], ['state', { now: 'noon' }, 'bad-now'], ['names', { from: 99, names: ['x'] }, 'names-gap'], ['ready', { points: [77] }, 'unknown-number'], ['hello', { nonce: '0'.repeat(32) }, 'unexpected']] as const) {
    await until(() => h.linked());
    h.frame(frame, what);
    await until(() => (adapter.counts()[name] ?? 0) > 0);
    await until(() => links.some((l) => l.reason?.code === 'protocol' && String(l.reason.params['what']).startsWith(`${name} at byte `)));
    await until(() => of('a').at(-1)?.value === 1 && links.at(-1)?.up === true);
  }
});

it('COL-04 a batch said again is acknowledged again and taken once, over links and over restarts of the receiver', async () => {
  const at = await port();
  const store = memoryStore();
  const one = await receiver(at, ['a'], { store });
  const h = await host(at);
  h.set('a', 1);
  await until(() => one.of('a').at(-1)?.value === 1 && h.linked());
  h.fill('a', [{ value: 50, time: 1000 }], 7);
  h.fill('a', [{ value: 51, time: 2000 }], 9);
  await until(() => h.waiting() === 0);
  h.fill('a', [{ value: 50, time: 1000 }], 7);
  await until(() => h.waiting() === 0);
  expect(one.taken.filter((s) => s.past).map((s) => s.value)).toEqual([50, 51]);
  expect(one.adapter.batches()).toMatchObject({ again: 1 });
  await one.adapter.close();
  const two = await receiver(at, ['a'], { store });
  await until(() => two.of('a').at(-1)?.value === 1 && h.linked());
  h.fill('a', [{ value: 51, time: 2000 }], 9);
  h.fill('a', [{ value: 52, time: 3000 }], 8);
  await until(() => h.waiting() === 0);
  expect(two.taken.filter((s) => s.past).map((s) => s.value)).toEqual([52]);
});

it('COL-04 is acknowledged only after the engine has taken it, and while that takes its time no more is read than has room', async () => {
  const at = await port();
  const r = await receiver(at, ['a']);
  const h = await host(at, { answerMs: 60_000 });
  h.set('a', 0);
  await until(() => r.of('a').at(-1)?.value === 0 && h.linked());
  const go = r.hold();
  for (let i = 1; i <= 500; i++) h.set('a', i);
  await wait(200);
  expect(h.waiting()).toBe(500);
  go();
  await until(() => h.waiting() === 0);
  expect(r.of('a').map((s) => s.value)).toEqual(Array.from({ length: 501 }, (_, i) => i));
});

it('COL-05 back-fill keeps both times and is marked as past; what its device did not date is dated by when the host heard it', async () => {
  const at = await port();
  const r = await receiver(at, ['a']);
  const h = await host(at);
  h.set('a', 1);
  await until(() => r.of('a').at(-1)?.value === 1 && h.linked());
  h.fill('a', [{ value: 8, time: 1_700_000_000_000 }]);
  await until(() => r.of('a').some((s) => s.past));
  expect(r.of('a').find((s) => s.past)).toMatchObject({ value: 8, sourceTime: 1_700_000_000_000, receivedTime: 1_700_000_000_000 });
  expect(r.of('a').find((s) => s.value === 1)).toMatchObject({ past: false });
});

it('COL-06 says of each far source whether it is up, by the reason of its link and by points of its own', async () => {
  const at = await port();
  const r = await receiver(at, ['!up', '!source/dcs', '!source/plc', '!clock', '!waiting', 'a']);
  const h = await host(at);
  const since = Date.now();
  h.set('a', 1);
  h.sources([{ id: 'dcs', kind: 'opcua', link: 'up', since, reason: null }, { id: 'plc', kind: 'modbus', link: 'up', since, reason: null }]);
  await until(() => r.of('!source/plc').at(-1)?.value === 1 && r.of('!up').at(-1)?.value === 1);
  expect(r.links.at(-1)).toEqual({ up: true, reason: null });
  h.sources([{ id: 'dcs', kind: 'opcua', link: 'up', since, reason: null }, { id: 'plc', kind: 'modbus', link: 'down', since, reason: { code: 'unreachable', params: { peer: '10.0.0.1:502', reason: 'ECONNREFUSED' } } }]);
  await until(() => r.links.at(-1)?.reason !== null);
  expect(r.links.at(-1)).toEqual({ up: true, reason: { code: 'far-down', params: { peer: 'far', source: 'plc', n: 1, reason: 'unreachable', why: 'ECONNREFUSED' } } });
  expect([r.of('!source/plc').at(-1)?.value, r.of('!source/dcs').at(-1)?.value]).toEqual([0, 1]);
  expect(Math.abs(r.of('!clock').at(-1)!.value!)).toBeLessThan(2000);
  const said = r.links.length;
  await wait(300);
  expect(r.links.length).toBe(said);                                 // once, however often it is said
  await h.stop();
  await until(() => r.of('!source/dcs').at(-1)?.status === Status.noCommunication && r.of('!up').at(-1)?.value === 0);
});

it('COL-07 numbers that will never come are counted, and not waited for', async () => {
  const at = await port();
  const r = await receiver(at, ['a']);
  const h = await host(at);
  h.set('a', 1);
  await until(() => r.of('a').at(-1)?.value === 1 && h.linked());
  h.frame('gone', { spans: [[5, 9], [20, 20]] });
  await until(() => r.adapter.lost() === 6);
  h.frame('gone', { spans: [[4, 9]] });                              // five of these are known
  await until(() => r.adapter.lost() === 7);
  h.fill('a', [{ value: 3, time: 1 }], 7);
  await until(() => h.waiting() === 0);
  expect(r.of('a').filter((s) => s.past)).toEqual([]);
});

it('COL-08 names the first field of its options that is wrong, and means addresses and nothing else', () => {
  const good = { port: 1, collector: 'far', secret: 'secret:far' };
  expect(collectorOptions(good).ok).toBe(true);
  for (const [wrong, field] of [[{ port: 0 }, 'port'], [{ collector: '../far' }, 'collector'], [{ secret: 'plain' }, 'secret'], [{ tls: { cert: '../x', key: 'k' } }, 'tls.cert'], [{ silent: 1 }, 'silent']] as const) {
    expect(collectorOptions({ ...good, ...wrong })).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { field } } });
  }
  for (const [address, means] of [['LT-7', true], ['7#泵', false], ['!up', true], ['!clock', true], ['!source/dcs-1', true], ['!source/', false], ['!down', false], ['a/b', false], ['', false], ['../x', false]] as const) expect([address, adapterKinds['collector']!.means(address, good)]).toEqual([address, means]);
});
