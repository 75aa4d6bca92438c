import net from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { httpPush, httpPushOptions } from '#adapters/http-push';
import { repeatedRefusals, sourceClock } from '#app/acquisition';
import type { AlarmChange } from '#app/alarm';
import { nowhere } from '#app/output';
import { fail } from '#kernel/result';
import { diagnosis } from '../../../../main/engine/quality/diagnosis.ts';
import { startEngine } from '../../../../main/engine/engine.ts';
import { sourceState } from '../../../../main/engine/collect/source-state.ts';
import { suspicions } from '../../../../main/engine/quality/suspicions.ts';
import { post, signedRequest } from '../../../../simulator/devices/pusher.ts';
import { handClock, realClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { point, smallSite, source } from '../../../small-site.ts';

const freePort = (): Promise<number> => new Promise((resolve) => { const server = net.createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as net.AddressInfo; server.close(() => resolve(port)); }); });
const secret = 'a-secret-of-thirty-two-characters';

it('ALM-61 callers who are refused again and again are one alarm of their source, and lock nobody out', async () => {
  const port = await freePort();
  const said: string[] = [];
  const push = source('push', 'http-push', { port, enterprises: [{ id: 'ent-1', secret: 'secret:ent-1' }] });
  const started = await startEngine({ realm: 'live', clock: realClock, journal: memoryJournal().journal, outputs: nowhere, history: null, dataDir: '', note: () => {} }, smallSite([push], [point('P', 'push', 'ent-1/p')]), {
    connect: inProcess((s, deps) => { const o = httpPushOptions(s.options); if (!o.ok) throw new Error(o.fault.code); return httpPush(o.value, deps); }, () => secret),
    restart: null, workstation: 'desk-1', importFrom: null, keptSite: null, event: (c: AlarmChange) => said.push(`${c.what} ${c.alarm.id}`), checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  onTestFinished(() => started.value.stop());
  const sample = [{ point: 'p', value: 7, quality: 'good', time: Date.now() }];
  const try_ = async (id: string, key: string, sent = Date.now()): Promise<string> => { const { body, signature } = signedRequest(id, key, sample, { sent }); const answer = await post(port, body, signature); const { code } = answer.body; return typeof code === 'string' ? `${answer.status} ${code}` : String(answer.status); };
  await vi.waitFor(async () => expect(await try_('ent-1', secret)).toBe('200'), 5000);
  expect([await try_('ent-1', 'another-secret-of-32-characters--'), await try_('ent-1', secret, Date.now() - 3_600_000), await try_('nobody', secret), await try_('ent-1', 'x')]).toEqual(['401 bad-signature', '401 old-timestamp', '403 unknown-enterprise', '401 bad-signature']);
  await new Promise((r) => setTimeout(r, 1500));
  expect(said).toEqual([]);                       // four are no habit
  for (let i = 0; i < 40; i++) await try_('nobody', 'x');
  await vi.waitFor(() => expect(said).toEqual(['raised push.refused']), 5000);
  expect(await try_('ent-1', secret)).toBe('200');
  expect(said).toEqual(['raised push.refused']);
}, 20_000);

it('ALM-61 of what cannot be said yet nothing is said; of what can be, every second, and what stood before a restart is over once it is known to be', () => {
  const hand = handClock();
  const told: string[] = [];
  const state = { ...sourceState(source('a', 'modbus'), 0), clock: { ...sourceClock(60_000), says: () => says }, refusals: repeatedRefusals() };
  let says: { offsetMs: number | null; wrong: boolean } = { offsetMs: null, wrong: false };
  const look = diagnosis({ clock: hand.clock, states: () => [state], suspicions: suspicions(hand.clock, () => {}), found: (id, kind, met, value) => told.push(`${id} ${kind} ${met} ${value}`) });
  look.look();
  expect(told).toEqual([]);
  says = { offsetMs: -3_600_400, wrong: true };
  look.look();
  says = { offsetMs: 12, wrong: false };
  look.look();
  expect(told).toEqual(['a clock true -3600', 'a clock false 0']);
});
