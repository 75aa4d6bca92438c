import { expect, type Page, test } from '@playwright/test';
import { demo } from '../end-to-end/demo.ts';

interface Reply { ok: boolean; fault?: { code: string }; value?: { occurrence: string }[] }

/** Runs in the page: catches the ports that the preload hands over, and talks to the engine as a stolen page would. */
function steal(): void {
  addEventListener('message', (e) => { if (e.data === 'engine-port' || e.data === 'shell-port') Reflect.set(globalThis, e.data, e.ports[0]); });
}

/** Asks through a stolen port, by any name and with any input. */
const asker = (desk: Page) => (port: string, name: unknown, input: unknown): Promise<Reply> => desk.evaluate(([p, n, i]) => new Promise<Reply>((done) => {
  const wire = Reflect.get(globalThis, p) as MessagePort;
  const id = Math.floor(Math.random() * 1e9) + 1e6;
  const heard = (e: MessageEvent): void => { const m = e.data as { t: string; id: number; result: Reply }; if (m.t === 'reply' && m.id === id) { wire.removeEventListener('message', heard); done(m.result); } };
  wire.addEventListener('message', heard);
  wire.postMessage({ t: 'call', id, name: n, input: i });
}), [port, name, input] as const);

/** The park with a desk whose ports are stolen. */
async function stolen() {
  const park = await demo('calm');
  const it = await park.open('--lang', 'en');
  const { desk } = it;
  await desk.addInitScript(steal);
  await desk.reload();
  await expect(desk.locator('.alarm-row')).toHaveCount(3, { timeout: 30_000 });
  await expect.poll(() => desk.evaluate(() => ['engine-port', 'shell-port'].every((p) => Reflect.has(globalThis, p))), { timeout: 15_000 }).toBe(true);   // one comes a moment after the other
  return { it, desk, ask: asker(desk), end: async () => { await it.close(); await park.end(); } };
}

test('a page that was taken over gets no further than its session: forged, malformed and huge messages are refused by name', async () => {
  const { it, desk, ask, end } = await stolen();
  try {
    for (const name of ['constructor', '__proto__', 'toString', 'alarm.delete', '']) expect((await ask('engine-port', name, {})).fault?.code).toBe('unknown-call');
    for (const input of [null, 1, [], {}, { occurrence: 1 }, { occurrence: 'x'.repeat(10_000_000) }]) expect((await ask('engine-port', 'alarm.acknowledge', input)).ok).toBe(false);
    expect((await ask('shell-port', 'settings.set', { theme: 'pink' })).fault?.code).toBe('bad-input');
    expect((await ask('shell-port', 'settings.set', { language: '../../etc' })).fault?.code).toBe('bad-input');
    expect((await ask('shell-port', 'alarm.list', {})).fault?.code).toBe('unknown-call');
    await desk.evaluate(() => {   // what is no message at all is not heard, and hurts nobody
      const wire = Reflect.get(globalThis, 'engine-port') as MessagePort;
      for (const junk of [null, 0, 'call', [], { t: 'window' }, { t: 'stop' }, { t: 'call' }, { t: 'call', id: 'x', name: 1 }, { t: 'drawn', name: '__proto__' }, new Map([[1, new Uint8Array(1e6)]])]) wire.postMessage(junk);
    });
    expect((await ask('engine-port', 'health.get', {})).ok).toBe(true);

    // Who acts comes from the port: an actor in the input is not believed.
    const occurrence = (await ask('engine-port', 'alarm.list', {})).value?.[0]?.occurrence;
    const forged = await ask('engine-port', 'alarm.acknowledge', { occurrence, actor: 'director', session: { actor: 'director' } });
    if (!forged.ok) await ask('engine-port', 'alarm.acknowledge', { occurrence });
    await expect(desk.locator('.log')).toContainText('not signed in');
    await expect(desk.locator('.log')).not.toContainText('director');
    expect(it.said()).not.toContain('SUP-04');
  } finally { await end(); }
});

test('nor with windows and profiles: what is no window, no profile and no name is refused, and nobody gets a second desk', async () => {
  const { ask, end } = await stolen();
  try {
    const refusedCalls: readonly (readonly [string, unknown])[] = [
      ['window.open', { kind: '../../etc' }], ['window.open', { kind: 'desk', show: 'x'.repeat(4001) }], ['window.open', {}], ['window.scale', { what: 'zoom', to: 99 }], ['window.mode', { mode: 'hidden' }],
      ['window.beat', { n: 1, frames: Array.from({ length: 1000 }, () => 1), worstMs: 0, busy: false }], ['profile.save', { name: '' }], ['profile.save', { name: 'x'.repeat(61) }], ['profile.recall', { name: 7 }], ['profile.start', {}],
    ];
    for (const [name, input] of refusedCalls) expect((await ask('shell-port', name, input)).fault?.code, name).toBe('bad-input');
    for (const name of ['nobody', '__proto__', '../profiles']) expect((await ask('shell-port', 'profile.recall', { name })).fault?.code).toBe('no-such-profile');
    expect((await ask('shell-port', 'profile.delete', { name: 'desk' })).fault?.code).toBe('profile-designed');
    expect((await ask('shell-port', 'window.open', { kind: 'desk', another: true })).fault?.code).toBe('too-many-windows');   // two desks would ring twice
    expect((await ask('shell-port', 'window.close', {})).fault?.code).toBe('last-window');
  } finally { await end(); }
});
