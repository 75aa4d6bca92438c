import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { commandHelp, commandOf, type Command } from './command.ts';
import { startPage } from './page.ts';
import { parkNamed, PortTaken, startPark, type Park, type ParkOptions } from './park.ts';
import type { DeviceDescription } from './plant/description.ts';
import { scenariosOf } from './scenario.ts';
import { player, scriptOf, type Cue } from './script.ts';

/** Exit codes: 0 stopped as told, 1 it broke, 2 not understood, 3 a port is in use. */
const EXIT = { ok: 0, broken: 1, usage: 2, port: 3 } as const;

const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const complain = (line: string): void => { process.stderr.write(`${line}\n`); };

const usage = [
  'npm run park -- [SCENARIO] [--park NAME] [--seed N] [--start TIME] [--speed X] [--tick MS] [--port DEVICE=N]... [--page PORT] [--script FILE] [--pki DIR] [--until-eof] [--list]',
  '',
  '  --park: whole (the usual one), demo, or the path of a description; --site says the same. --start: the time in the park, as 2026-05-01T00:00:00Z. --page: a page of faults and scenarios on 127.0.0.1. --script: lines of SECOND COMMAND',
  '',
  ...scenariosOf({ scenarios: ['toxic-leak', 'gallery-settlement', 'compressor-trip', 'power-dip', 'storm'] }).map((s) => `  ${s.name.padEnd(20)} ${s.tells}${scenariosOf({}).includes(s) ? '' : ' (whole)'}`),
];

class Misuse extends Error {}
function numberIn(text: string | undefined, name: string, absent: number, low: number, high: number): number {
  const n = text === undefined ? absent : Number(text);
  if (!Number.isFinite(n) || n < low || n > high) throw new Misuse(`--${name} is a number from ${low} to ${high}`);
  return n;
}
function portsOf(texts: readonly string[], devices: readonly string[]): Record<string, number> {
  return Object.fromEntries(texts.map((text) => {
    const [, id = '', port = ''] = /^([\w-]+)=(\d+)$/.exec(text) ?? [];
    if (!devices.includes(id)) throw new Misuse(`--port is DEVICE=N, with a device of ${devices.join(', ')}`);
    return [id, numberIn(port, 'port', 0, 0, 65_535)];
  }));
}
/** The devices' certificates are made once per user and kept. */
const defaultPki = (): string => path.join(process.env['XDG_STATE_HOME'] ?? process.env['LOCALAPPDATA'] ?? path.join(os.homedir(), '.local', 'state'), 'watchroom-park');

/** `untilEof`: whoever started the park holds its standard input, and the park ends with it. */
interface Told { readonly park: ParkOptions; readonly page: number | null; readonly untilEof: boolean; readonly cues: readonly Cue[] }

const PARK = /^(?:[a-z][a-z0-9-]{0,31}|.+\.json)$/;
async function descriptionOf(name: string): Promise<ParkOptions['description']> {
  if (!PARK.test(name)) throw new Misuse('--park is a name or the path of a .json file');
  return parkNamed(name).catch((e: unknown) => { throw new Misuse(`no park ${name}: ${messageOf(e)}`, { cause: e }); });
}
async function cuesOf(file: string): Promise<readonly Cue[]> {
  const text = await readFile(file, 'utf8').catch((e: unknown) => { throw new Misuse(`no script: ${messageOf(e)}`, { cause: e }); });
  const read = scriptOf(text, (line) => { const command = commandOf(line); return typeof command === 'string' ? command : null; });
  if ('wrong' in read) throw new Misuse(read.wrong.join('\n'));
  return read.cues;
}
function startOf(text: string | undefined): { readonly startMs?: number } {
  if (text === undefined) return {};
  const startMs = Date.parse(text);
  if (!Number.isFinite(startMs)) throw new Misuse('--start is a time such as 2026-05-01T00:00:00Z');
  return { startMs };
}

async function optionsOf(args: readonly string[]): Promise<Told | null> {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true,
    options: { park: { type: 'string' }, site: { type: 'string' }, start: { type: 'string' }, page: { type: 'string' }, seed: { type: 'string' }, speed: { type: 'string' }, tick: { type: 'string' }, port: { type: 'string', multiple: true }, script: { type: 'string' }, pki: { type: 'string' }, 'until-eof': { type: 'boolean' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.list === true || values.help === true) return null;
  const scenario = positionals[0] ?? 'calm';
  const description = await descriptionOf(values.park ?? values.site ?? 'whole');
  if (!scenariosOf(description).some((s) => s.name === scenario)) throw new Misuse(`no scenario named ${scenario}`);
  return { cues: values.script === undefined ? [] : await cuesOf(values.script), untilEof: values['until-eof'] === true, page: values.page === undefined ? null : numberIn(values.page, 'page', 0, 0, 65_535), park: {
    description, scenario, ...startOf(values.start),
    seed: numberIn(values.seed, 'seed', 1, 0, 0xffff_ffff),
    speed: numberIn(values.speed, 'speed', 1, 0.01, 3600),
    tickMs: numberIn(values.tick, 'tick', 1000, 20, 60_000),
    ports: portsOf(values.port ?? [], description.devices.map((d) => d.id)),
    pkiDir: values.pki ?? defaultPki(),
  } };
}

async function fail(park: Park, { kind, device, point, ms }: Extract<Command, { do: 'fault' }>): Promise<void> {
  await park.fault(device, kind, { ...(point === null ? {} : { point }), ...(ms === null ? {} : { ms }) });
  say(`fault ${kind} ${device}${point === null ? '' : ` ${point}`}`);
}
async function obey(park: Park, o: ParkOptions, command: Command, quit: () => Promise<void>): Promise<void> {
  switch (command.do) {
    case 'nothing': return;
    case 'help': commandHelp(scenariosOf(o.description)).forEach(say); return;
    case 'quit': return quit();
    case 'status': for (const [id, { device }] of park.devices) say(`${id}: port ${park.ports[id]}, ${device.connections()} connected${park.faults(id).length === 0 ? '' : `; ${park.faults(id).join(', ')}`}`); return;
    case 'scenario': park.scenario(command.name); say(`scenario ${command.name}`); return;
    case 'clear': await park.fault(command.device, null); say(`clear ${command.device}`); return;
    case 'fault': return fail(park, command);
  }
}

const messageOf = (e: unknown): string => (e instanceof Error ? e.message : String(e));

function listen(park: Park, o: ParkOptions, quit: () => Promise<void>, untilEof: boolean): void {
  const heard = createInterface({ input: process.stdin, terminal: false });
  let last: Promise<void> = Promise.resolve();
  heard.on('line', (line) => {
    const command = commandOf(line);
    if (typeof command === 'string') complain(command);
    else last = last.then(() => obey(park, o, command, quit)).catch((e: unknown) => complain(messageOf(e)));
  });
  if (untilEof) heard.on('close', () => { last = last.then(quit); });
}

function placeOf(kind: DeviceDescription['kind'], port: number): string {
  switch (kind) {
    case 'opcua': return `opc.tcp://127.0.0.1:${port}/park`;
    case 'modbus': return `modbus tcp 127.0.0.1:${port}`;
    case 'mqtt': return `mqtt://127.0.0.1:${port}`;
    case 'http': return `http://127.0.0.1:${port}`;
    case 'database': return 'sqlite, tall table readings';
    case 'hj212': return `hj212 stations, calling 127.0.0.1:${port}`;
  }
}
/** What is said on the page is done as if it were typed, and told here too. */
async function pageOf(o: Told, park: Park, quit: () => Promise<void>): Promise<string | null> {
  if (o.page === null) return null;
  const { port } = await startPage({ port: o.page, park, description: o.park.description, obey: async (line) => {
    const command = commandOf(line);
    return typeof command === 'string' ? command : obey(park, o.park, command, quit).then(() => null, messageOf);
  } }).catch((e: unknown) => { throw (e as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortTaken('page', o.page ?? 0, e) : e; });
  return `page: http://127.0.0.1:${port}`;
}

/** One line a device, then `park ready`: whoever starts the park waits for that. */
function tell(o: ParkOptions, park: Park, page: string | null): void {
  for (const { id, kind } of o.description.devices) {
    const points = o.description.points.filter((p) => p.device === id).length;
    say(`${id}: ${placeOf(kind, park.ports[id] ?? 0)}, ${points} points`);
  }
  say(`${o.description.name}: scenario ${o.scenario}, seed ${o.seed}, speed ${o.speed}; type help for commands`);
  if (page !== null) say(page);
  say('park ready');
}

async function main(): Promise<void> {
  const o = await optionsOf(process.argv.slice(2));
  if (o === null) { usage.forEach(say); return; }
  const script = player(o.cues);
  const park: Park = await startPark({ ...o.park, before: (elapsedS) => { for (const line of script.upTo(elapsedS)) play(line); } });
  let stopping = false;
  const quit = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await park.stop();
    say('park stopped');
    process.exit(EXIT.ok);
  };
  function play(line: string): void {
    const command = commandOf(line);
    if (typeof command !== 'string') void obey(park, o!.park, command, quit).catch((e: unknown) => complain(messageOf(e)));
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { void quit(); });
  const page = await pageOf(o, park, quit).catch(async (e: unknown) => { await park.stop(); throw e; });
  tell(o.park, park, page);
  listen(park, o.park, quit, o.untilEof);
}

process.stdout.on('error', () => {});   // whoever started the park may stop listening to it; the park goes on
main().catch((e: unknown) => {
  const misuse = e instanceof Misuse || (e as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  complain(messageOf(e));
  if (misuse) usage.forEach(complain);
  process.exit(e instanceof PortTaken ? EXIT.port : misuse ? EXIT.usage : EXIT.broken);
});
