import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { engineContract, type EngineContract } from '#app/contract';
import { askedTokens } from '#app/journal';
import { connect } from '#kernel/client';
import type { Client } from '#kernel/contract';
import { runEngine, type RunningEngine } from '../../../../main/engine/run.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';
import { codeAt, value } from '../access/control-room.ts';
import { scratch, siteFolder } from '../living.ts';
import { asked } from './auditing.ts';

/** What must be nowhere: distinctive, so that nothing else can say it by chance. */
const people = [
  { login: 'sys-1', name: '端木凌霄', phone: '13977770001', password: 'Quartz-Otter-71', role: 'system-administrator' },
  { login: 'sec-1', name: '澹台明镜', phone: '13977770002', password: 'Basalt-Heron-72', role: 'security-administrator' },
  { login: 'aud-1', name: '公羊望舒', phone: '13977770003', password: 'Copper-Finch-73', role: 'audit-administrator' },
] as const;
const officer = { login: 'duty-1', name: '濮阳听雨', phone: '13977770004', given: 'Nickel-Stork-74', own: 'Cobalt-Crane-75', renamed: '濮阳听雪' };
const wrongs = ['Wolfram-Wren-76', 'Zircon-Egret-77'] as const;

interface Window { readonly ask: Client<EngineContract>['call']; readonly lines: string[]; close(): void }
function opened(engine: RunningEngine, own: boolean): Window {
  const wire = channel();
  const seat = engine.seat({ workstation: 'desk-1', own });
  const end = engine.open(wire.engine, seat.session);
  const client = connect(engineContract, wire.window, (run) => setTimeout(run, 0));
  const lines: string[] = [];
  client.listen('journal.appended', { value: (line) => lines.push(line.kind) });
  return { ask: client.call.bind(client), lines, close: () => { end(); seat.stop(); wire.close(); } };
}
/** Every file below a folder. */
const files = (dir: string): string[] => fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => path.join(f.parentPath, f.name));
const clean = (r: { readonly faults: readonly unknown[] }): void => expect(r.faults).toEqual([]);

it('logs, standard error, journal, index of words, heads and exports hold no name, telephone, password, code or secret', async () => {
  const { dir, remove } = scratch();
  onTestFinished(remove);
  const said: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => { said.push(String(chunk)); return true; });
  onTestFinished(() => stderr.mockRestore());
  const data = path.join(dir, 'data');
  const site = await siteFolder(dir, smallSite([source('a', 'modbus', { host: '127.0.0.1', port: 1, unit: 1, everyMs: 500, answerMs: 200, retryMs: 1000, maxRegisters: 125, maxGap: 8 })], [point('A-1', 'a', 'hr:1')]));
  const engine = value(await runEngine({ site, data, heads: [path.join(dir, 'heads')], workstation: 'desk-1', restart: null }, { note: (line) => said.push(line), event: null }));
  const needles: string[] = [...people.flatMap((p) => [p.name, p.phone, p.password]), officer.name, officer.phone, officer.given, officer.own, officer.renamed, ...wrongs];

  const desk = opened(engine, false);
  const token = fs.readFileSync(path.join(data, 'secrets', 'setup-token'), 'utf8').trim();
  needles.push(token);
  clean(value(await desk.ask('seat.set-up', { token, how: 'first', shares: null, people: people.map((p) => ({ ...p, role: p.role as never })) })));
  const seats: Window[] = [];
  for (const { login, password } of people) {
    const window = opened(engine, true);
    seats.push(window);
    value(await window.ask('seat.login', { login, password, second: null }));
    const { secret } = value(await window.ask('own.totp', {}));
    needles.push(secret);
    clean(value(await window.ask('own.totp-confirm', { password, code: codeAt(secret, Date.now()) })));
  }
  const [system, security, audit] = seats as [Window, Window, Window];
  // wrong ones, and a password typed where the name belongs
  expect((await desk.ask('seat.login', { login: 'sys-1', password: wrongs[0], second: null })).ok).toBe(false);
  expect((await desk.ask('seat.login', { login: wrongs[1], password: wrongs[1], second: null })).ok).toBe(false);
  const made = value(await system.ask('person.create', { login: officer.login, name: officer.name, phone: officer.phone, enterprise: null, password: officer.given }));
  clean(made);
  const person = made.person ?? '';
  clean(value(await security.ask('role.give', { person, role: 'duty-leader' as never, scope: 'everywhere', until: null })));
  clean(value(await system.ask('person.change', { person, name: officer.renamed })));
  value(await desk.ask('seat.login', { login: officer.login, password: officer.given, second: null }));
  clean(value(await desk.ask('own.password', { current: officer.given, next: officer.own })));
  expect(value(await desk.ask('person.reveal', { person }))).toEqual({ name: officer.renamed, phone: officer.phone });
  value(await desk.ask('person.copied', { person, field: 'phone' }));
  value(await desk.ask('seat.lock', {}));
  expect((await desk.ask('seat.unlock', { proof: { factor: 'password', password: wrongs[0] } })).ok).toBe(false);
  value(await desk.ask('seat.unlock', { proof: { factor: 'password', password: officer.own } }));
  value(await desk.ask('seat.leave', {}));

  // the auditor sees all of it, and takes it away
  const look = async () => value(await audit.ask('audit.search', { search: asked(''), before: null, limit: 200 }));
  await expect.poll(async () => (await look()).events.map((e) => e.kind), { timeout: 15_000, interval: 200 }).toContain('session.ended');   // what a seat says of itself is written after its answer
  const found = await look();
  const kinds = new Set(found.events.map((e) => e.kind));
  for (const kind of ['access.set-up', 'password.set', 'factor.set', 'login.failed', 'login.succeeded', 'session.opened', 'session.locked', 'session.unlocked', 'session.ended', 'person.created', 'person.changed', 'role.given', 'personal.read', 'personal.copied']) expect([kind, kinds.has(kind)]).toEqual([kind, true]);
  expect((await system.ask('audit.search', { search: asked(''), before: null, limit: 1 })).ok).toBe(false);
  expect((await security.ask('audit.state', {})).ok).toBe(false);
  const exported = value(await audit.ask('audit.export', { search: asked(''), format: 'jsonl' }));
  expect(exported.events).toBeGreaterThan(20);
  // AUD-15: what she looked for and took away is in no log, neither as it came nor as it is listed
  const logs = [...seats.flatMap((s) => s.lines), ...value(await audit.ask('journal.recent', { limit: 500 })).map((l) => l.kind)];
  expect([logs.includes('person.created'), logs.includes('personal.read')]).toEqual([true, true]);
  expect(logs.filter((kind) => kind.startsWith('audit.'))).toEqual([]);
  const shown = JSON.stringify(found);
  for (const needle of needles) expect([needle, shown.includes(needle)]).toEqual([needle, false]);

  for (const window of [desk, ...seats]) window.close();
  await engine.stop();
  const places = new Map<string, string>([['what was said', said.join('\n')], ...[...files(data), ...files(path.join(dir, 'heads'))].map((f) => [path.relative(dir, f), fs.readFileSync(f).toString('utf8')] as const)]);
  expect([...places.keys()].filter((f) => /journal\.db$|search\.db$|engine\.log$|exports|heads/.test(f)).length).toBeGreaterThanOrEqual(6);
  for (const needle of needles) expect([needle, [...places].filter(([, text]) => text.includes(needle)).map(([f]) => f)]).toEqual([needle, []]);

  // the index holds tokens, two signs of Chinese at a time: none of any name is in it
  const index = new Database(path.join(data, 'search.db'), { readonly: true });
  onTestFinished(() => void index.close());
  const has = index.prepare<[string], number>('SELECT count(*) FROM words WHERE words MATCH ?').pluck();
  expect(has.get('"sys"')).toBeGreaterThan(0);
  for (const name of [...people.map((p) => p.name), officer.name, officer.renamed]) for (const { text } of askedTokens(name)) expect([text, has.get(`"${text}"`)]).toEqual([text, 0]);
  for (const { phone } of [...people, officer]) expect([phone, has.get(`"${phone}"`)]).toEqual([phone, 0]);
}, 60_000);
