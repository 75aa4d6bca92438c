import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { commandHelp, commandOf, type Command } from './command.ts';
import { demoPark, PortTaken, startPark, type Park, type ParkOptions } from './park.ts';
import { scenarioNamed, scenarios } from './scenario.ts';

/** Exit codes: 0 stopped as told, 1 it broke, 2 not understood, 3 a port is in use. */
const EXIT = { ok: 0, broken: 1, usage: 2, port: 3 } as const;

const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const complain = (line: string): void => { process.stderr.write(`${line}\n`); };

const usage = [
  'npm run park -- [SCENARIO] [--seed N] [--speed X] [--tick MS] [--port DEVICE=N]... [--pki DIR] [--until-eof] [--list]',
  '',
  ...scenarios.map((s) => `  ${s.name.padEnd(16)} ${s.tells}`),
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
interface Told { readonly park: ParkOptions; readonly untilEof: boolean }

async function optionsOf(args: readonly string[]): Promise<Told | null> {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true,
    options: { seed: { type: 'string' }, speed: { type: 'string' }, tick: { type: 'string' }, port: { type: 'string', multiple: true }, pki: { type: 'string' }, 'until-eof': { type: 'boolean' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.list === true || values.help === true) return null;
  const scenario = positionals[0] ?? 'calm';
  if (scenarioNamed(scenario) === null) throw new Misuse(`no scenario named ${scenario}`);
  const description = await demoPark();
  return { untilEof: values['until-eof'] === true, park: {
    description, scenario,
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
async function obey(park: Park, command: Command, quit: () => Promise<void>): Promise<void> {
  switch (command.do) {
    case 'nothing': return;
    case 'help': commandHelp.forEach(say); return;
    case 'quit': return quit();
    case 'status': for (const [id, { device }] of park.devices) say(`${id}: port ${park.ports[id]}, ${device.connections()} connected`); return;
    case 'scenario': park.scenario(command.name); say(`scenario ${command.name}`); return;
    case 'clear': await park.fault(command.device, null); say(`clear ${command.device}`); return;
    case 'fault': return fail(park, command);
  }
}

const messageOf = (e: unknown): string => (e instanceof Error ? e.message : String(e));

function listen(park: Park, quit: () => Promise<void>, untilEof: boolean): void {
  const heard = createInterface({ input: process.stdin, terminal: false });
  let last: Promise<void> = Promise.resolve();
  heard.on('line', (line) => {
    const command = commandOf(line);
    if (typeof command === 'string') complain(command);
    else last = last.then(() => obey(park, command, quit)).catch((e: unknown) => complain(messageOf(e)));
  });
  if (untilEof) heard.on('close', () => { last = last.then(quit); });
}

/** One line a device, then `park ready`: whoever starts the park waits for that. */
function tell(o: ParkOptions, park: Park): void {
  for (const { id, kind } of o.description.devices) {
    const points = o.description.points.filter((p) => p.device === id).length;
    say(`${id}: ${kind === 'opcua' ? `opc.tcp://127.0.0.1:${park.ports[id]}/park` : `modbus tcp 127.0.0.1:${park.ports[id]}`}, ${points} points`);
  }
  say(`${o.description.name}: scenario ${o.scenario}, seed ${o.seed}, speed ${o.speed}; type help for commands`);
  say('park ready');
}

async function main(): Promise<void> {
  const o = await optionsOf(process.argv.slice(2));
  if (o === null) { usage.forEach(say); return; }
  const park = await startPark(o.park);
  let stopping = false;
  const quit = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await park.stop();
    say('park stopped');
    process.exit(EXIT.ok);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { void quit(); });
  tell(o.park, park);
  listen(park, quit, o.untilEof);
}

process.stdout.on('error', () => {});   // whoever started the park may stop listening to it; the park goes on
main().catch((e: unknown) => {
  const misuse = e instanceof Misuse || (e as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  complain(messageOf(e));
  if (misuse) usage.forEach(complain);
  process.exit(e instanceof PortTaken ? EXIT.port : misuse ? EXIT.usage : EXIT.broken);
});
