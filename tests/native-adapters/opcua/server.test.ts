import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { opcua, opcuaOptions } from '#adapters/opcua';
import { row, Status, type LinkState, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { opcuaDevice } from '../../../simulator/devices/opcua.ts';
import { countingClock, never, until, wait } from '../../conformance/subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-opcua-'));
const device = opcuaDevice({ pkiDir: path.join(folder, 'device') });
beforeAll(async () => { await device.start(0); });
afterAll(async () => { await device.stop(); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); });

async function watching(addresses: readonly string[], options: Record<string, unknown> = {}) {
  const parsed = opcuaOptions({ endpoint: device.endpoint(), securityMode: 'None', publishingMs: 20, retryMs: 20, answerMs: 1000, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const links: LinkState[] = [];
  const taken: Sample[] = [];
  const notes: string[] = [];
  const adapter = opcua(parsed.value, { clock: countingClock().clock, note: (l) => { notes.push(l); }, bound: 10_000, link: (l) => { links.push(l); }, pki: path.join(folder, 'node'), secret: () => null });
  onTestFinished(() => adapter.close());
  const opened = await adapter.open(never);
  adapter.watch(addresses.map((address, handle) => ({ handle, id: pointId(address), address })), { take: async (b) => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); } });
  return { adapter, opened, links, taken, notes, last: (h: number): Sample | undefined => taken.findLast((s) => s.handle === h) };
}

describe('an OPC UA server', () => {
  it('OPC-10 up is said when the subscription stands and every point was asked for, not at the session', async () => {
    const parsed = opcuaOptions({ endpoint: device.endpoint(), securityMode: 'None', publishingMs: 20 });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
    const order: string[] = [];
    const other = opcua(parsed.value, { clock: countingClock().clock, note: () => {}, bound: 10, link: ({ up }) => { order.push(up ? 'up' : 'down'); }, pki: path.join(folder, 'node'), secret: () => null });
    onTestFinished(() => other.close());
    expect(await other.open(never)).toEqual({ ok: true, value: undefined });
    await wait(100);
    expect(order).toEqual([]);                  // a session, and nobody watches yet
    other.watch([{ handle: 0, id: pointId('a'), address: 'ns=2;s=nobody-knows' }], { take: async () => { order.push('refused'); } });
    await until(() => order.length === 2);
    expect(order.toSorted()).toEqual(['refused', 'up']);
  });
  it('OPC-05 the status it gives arrives bit for bit, and decides whether the value is one', async () => {
    const a = 'ns=2;s=status';
    device.set(a, 5);
    const { last } = await watching([a]);
    await until(() => last(0)?.value === 5);
    for (const [status, value] of [[0x4094_0600, 5], [0x803c_0000, 5], [0x808c_0000, null], [0x408f_0000, 5], [0x8031_0000, null], [0, 5]] as const) {
      device.setStatus(a, status);
      await until(() => last(0)?.status === status);
      expect(last(0)!.value).toBe(value);
    }
  });
  it('OPC-07 a node that the server lacks at first is found when it comes to be, without a new link', async () => {
    device.set('ns=2;s=old', 1);
    const { last, links } = await watching(['ns=2;s=old', 'ns=2;s=new', 'nsu=urn:watchroom:park;s=old', 'nsu=urn:nobody;s=old']);
    await until(() => last(0)?.value === 1 && last(1)?.status === 0x8034_0000 && last(2)?.value === 1 && last(3)?.status === 0x8034_0000);
    device.set('ns=2;s=new', 9);
    await until(() => last(1)?.value === 9 && last(1)?.status === Status.good);
    expect(links).toEqual([{ up: true, reason: null }]);
  });
  it('OPC-08 words, truth and nothing come as text, 0 or 1, and none', async () => {
    device.set('ns=2;s=text', '运行'); device.set('ns=2;s=truth', true); device.set('ns=2;s=nan', NaN);
    const { last } = await watching(['ns=2;s=text', 'ns=2;s=truth', 'ns=2;s=nan']);
    await until(() => [0, 1, 2].every((h) => last(h) !== undefined));
    expect([last(0), last(1), last(2)]).toMatchObject([{ value: null, text: '运行' }, { value: 1 }, { value: null, status: 0 }]);
  });
  it('OPC-09 writes in the node\'s own type, and says what the server refuses', async () => {
    device.set('ns=2;s=w', 1.5); device.set('ns=2;s=wb', false); device.set('ns=2;s=wt', 'a');
    const { adapter, last } = await watching(['ns=2;s=w', 'ns=2;s=wb', 'ns=2;s=wt']);
    await until(() => [0, 1, 2].every((h) => last(h) !== undefined));
    const write = (address: string, value: number | string | boolean) => adapter.write!({ handle: 0, id: pointId(address), address }, value);
    expect([await write('ns=2;s=w', 2.25), await write('ns=2;s=wb', true), await write('ns=2;s=wt', 'b')].every((r) => r.ok)).toBe(true);
    await until(() => last(0)?.value === 2.25 && last(1)?.value === 1 && last(2)?.text === 'b');
    for (const [address, value] of [['ns=2;s=w', 'x'], ['ns=2;s=wb', 7], ['ns=2;s=wt', 5], ['ns=2;s=nobody', 1], ['i=2258', 1]] as const) expect(await write(address, value)).toMatchObject({ ok: false, fault: { code: 'refused' } });
  });
  it('OPC-10 a server that is not there for a while gets its subscription anew, whatever it forgot', { timeout: 20_000 }, async () => {
    device.set('ns=2;s=again', 1);
    const { last, links } = await watching(['ns=2;s=again']);
    await until(() => last(0)?.value === 1);
    await device.inject('drop');
    await until(() => last(0)?.status === Status.noCommunication);
    device.set('ns=2;s=again', 2);
    await device.inject(null);
    await until(() => last(0)?.value === 2, 5000);
    device.set('ns=2;s=again', 3);
    await until(() => last(0)?.value === 3);
    expect(links.map((l) => l.up).filter((up, i, all) => up !== all[i - 1])).toEqual([true, false, true]);
  });
});
