import { parseArgs } from 'node:util';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { keyActs, type KeysCommand } from '../terminal/keys.ts';
import { history, type HistoryCommand } from './history-command.ts';
import type { ImportCommand } from './history-import.ts';
import type { SetUpCommand } from '../terminal/set-up.ts';
import { collect, collector, type CollectCommand, type CollectorCommand } from './collect-arguments.ts';

/** The command line of the engine, understood. `seconds`: end by itself after so long; null: run until told. */
export type Command =
  | { readonly name: 'run'; readonly site: string | null; readonly data: string; readonly seconds: number | null; readonly events: boolean; readonly heads: readonly string[]; readonly workstation: string | null; readonly restart: { readonly reason: string; readonly attempt: number } | null; readonly web: number | null; readonly gapHours?: number; readonly language: 'zh-CN' | 'en' }
  | { readonly name: 'verify'; readonly data: string; readonly heads: readonly string[]; readonly language: 'zh-CN' | 'en' }
  | { readonly name: 'backup'; readonly data: string; readonly to: string; readonly language: 'zh-CN' | 'en' }
  | { readonly name: 'restore'; readonly data: string; readonly from: string; readonly language: 'zh-CN' | 'en' }
  | { readonly name: 'site'; readonly act: 'check' | 'diff' | 'import' | 'export'; readonly dir: string; readonly data: string | null; readonly replace: boolean; readonly language: 'zh-CN' | 'en' }
  | { readonly name: 'check-export'; readonly manifest: string; readonly language: 'zh-CN' | 'en' }
  | HistoryCommand | ImportCommand | CollectCommand | CollectorCommand | SetUpCommand | KeysCommand;
export type UsageFault = Fault<'usage'>;

export const usage = `npm run engine -- --site DIR --data DIR [--for SECONDS] [--events] [--heads DIR]... [--web PORT] [--gap-hours N] [--lang en|zh-CN]
npm run engine -- verify  --data DIR [--heads DIR]...
npm run engine -- backup  --data DIR --to DIR
npm run engine -- restore --from DIR --data DIR
npm run engine -- site check  DIR
npm run engine -- site diff   DIR --data DIR
npm run engine -- site import DIR --data DIR
npm run engine -- site export DIR --data DIR [--replace]
npm run engine -- check-export MANIFEST
npm run engine -- history status|verify|merge --data DIR
npm run engine -- history import FILE.csv --data DIR [--map MAP.json] [--dry-run]
npm run engine -- set-up --data DIR [--rescue]
npm run engine -- keys status|backup|recover|rotate|renew --data DIR
npm run engine -- collect --site DIR --data DIR --to [tls://]HOST:PORT[#SECRET]... [--name NAME] [--buffer-mb N] [--fill SAMPLES-PER-SECOND] [--late-after SECONDS] [--configured-by HOST:PORT] [--watch] [--for SECONDS]
npm run engine -- collector show|send|export SOURCE [DIR] --data DIR [--replace]`;

const flags = {
  'site': { type: 'string' }, 'data': { type: 'string' }, 'for': { type: 'string' }, 'events': { type: 'boolean' }, 'heads': { type: 'string', multiple: true },
  'to': { type: 'string', multiple: true }, 'from': { type: 'string' }, 'lang': { type: 'string' }, 'replace': { type: 'boolean' }, 'rescue': { type: 'boolean' },
  'name': { type: 'string' }, 'buffer-mb': { type: 'string' }, 'fill': { type: 'string' }, 'configured-by': { type: 'string' }, 'late-after': { type: 'string' }, 'watch': { type: 'boolean' }, 'workstation': { type: 'string' }, 'web': { type: 'string' }, 'gap-hours': { type: 'string' }, 'map': { type: 'string' }, 'dry-run': { type: 'boolean' }, 'restart-reason': { type: 'string' }, 'restart-attempt': { type: 'string' },
} as const;
type Values = Partial<Record<keyof typeof flags, string | boolean | string[]>>;

const wrong = (what: string): Result<never, UsageFault> => fail('usage', { what });
const text = (v: Values, name: keyof typeof flags): string | null => { const s = v[name]; return typeof s === 'string' && s !== '' ? s : null; };

const isPort = (said: string): boolean => /^\d{1,5}$/.test(said) && Number(said) < 65_536;
const restartOf = (v: Values): { readonly reason: string; readonly attempt: number } | null => { const reason = text(v, 'restart-reason'); return reason === null ? null : { reason, attempt: Number(text(v, 'restart-attempt') ?? 1) || 1 }; };

/** Hours of one week; nothing where nothing is said. */
function gapHoursOf(v: Values): Result<{ readonly gapHours?: number }, UsageFault> {
  const gap = text(v, 'gap-hours');
  if (gap === null) return ok({});
  return /^([1-9]\d?|1[0-5]\d|16[0-8])$/.test(gap) ? ok({ gapHours: Number(gap) }) : wrong(`--gap-hours ${gap}`);
}
function run(v: Values, language: 'zh-CN' | 'en'): Result<Command, UsageFault> {
  const data = text(v, 'data');
  if (data === null) return wrong('--data DIR');
  const whole = text(v, 'for');
  const seconds = whole === null ? null : Number(whole);
  if (seconds !== null && !(seconds > 0 && seconds < 1e8)) return wrong(`--for ${whole}`);
  const web = text(v, 'web');
  if (web !== null && !isPort(web)) return wrong(`--web ${web}`);
  const gap = gapHoursOf(v);
  if (!gap.ok) return gap;
  return ok({
    name: 'run', site: text(v, 'site'), data, seconds, events: v.events === true, heads: Array.isArray(v.heads) ? v.heads : [], workstation: text(v, 'workstation'), web: web === null ? null : Number(web), language,
    restart: restartOf(v), ...gap.value,
  });
}
function site(rest: readonly string[], v: Values, language: 'zh-CN' | 'en'): Result<Command, UsageFault> {
  const acts = ['check', 'diff', 'import', 'export'] as const;
  const act = acts.find((a) => a === rest[0]);
  const dir = rest[1];
  if (act === undefined || dir === undefined) return wrong('site check|diff|import|export DIR');
  const data = text(v, 'data');
  return act !== 'check' && data === null ? wrong('--data DIR') : ok({ name: 'site', act, dir, data, replace: v.replace === true, language });
}

function ofData(verb: 'verify' | 'backup' | 'restore', v: Values, language: 'zh-CN' | 'en'): Result<Command, UsageFault> {
  const [data, to, from] = [text(v, 'data'), (Array.isArray(v.to) ? v.to.at(-1) : null) ?? null, text(v, 'from')];
  if (data === null) return wrong('--data DIR');
  if (verb === 'verify') return ok({ name: verb, data, heads: Array.isArray(v.heads) ? v.heads : [], language });
  if (verb === 'backup') return to === null ? wrong('--data DIR --to DIR') : ok({ name: verb, data, to, language });
  return from === null ? wrong('--from DIR --data DIR') : ok({ name: verb, data, from, language });
}

function ofAccess(verb: 'set-up' | 'keys', rest: readonly string[], v: Values, language: 'zh-CN' | 'en'): Result<Command, UsageFault> {
  const data = text(v, 'data');
  const act = keyActs.find((a) => a === rest[0]);
  if (verb === 'keys' && act === undefined) return wrong(`keys ${keyActs.join('|')}`);
  if (data === null) return wrong('--data DIR');
  return ok(act === undefined || verb === 'set-up' ? { name: 'set-up', data, rescue: v.rescue === true, language } : { name: 'keys', act, data, language });
}

function historyImport(file: string | undefined, v: Values, language: 'zh-CN' | 'en'): Result<Command, UsageFault> {
  const data = text(v, 'data');
  return file === undefined || data === null ? wrong('history import FILE.csv --data DIR') : ok({ name: 'history-import', file, data, mapping: text(v, 'map'), dry: v['dry-run'] === true, language });
}

function parts(args: readonly string[]): Result<{ readonly values: Values; readonly positionals: readonly string[] }, UsageFault> {
  try { return ok(parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true })); } catch (error) { return wrong((error as Error).message); }
}

type Read = (rest: readonly string[], v: Values, language: 'zh-CN' | 'en') => Result<Command, UsageFault>;
const verbs: Readonly<Record<string, Read>> = {
  'run': (_rest, v, language) => run(v, language), 'site': site,
  'verify': (_rest, v, language) => ofData('verify', v, language), 'backup': (_rest, v, language) => ofData('backup', v, language), 'restore': (_rest, v, language) => ofData('restore', v, language),
  'check-export': ([manifest], _v, language) => (manifest === undefined ? wrong('check-export MANIFEST') : ok({ name: 'check-export', manifest, language })),
  'history': (rest, v, language) => (rest[0] === 'import' ? historyImport(rest[1], v, language) : history(rest, text(v, 'data'), language)),
  'set-up': (rest, v, language) => ofAccess('set-up', rest, v, language), 'keys': (rest, v, language) => ofAccess('keys', rest, v, language),
  'collect': (_rest, v, language) => collect(v, language), 'collector': collector,
};

/** Reads the arguments after `npm run engine --`; every mistake names what is missing or not understood. */
export function commandOf(args: readonly string[]): Result<Command, UsageFault> {
  const parsed = parts(args);
  if (!parsed.ok) return parsed;
  const { values: v, positionals: [verb = 'run', ...rest] } = parsed.value;
  const read = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  return read === undefined ? wrong(verb) : read(rest, v, text(v, 'lang') === 'zh-CN' ? 'zh-CN' : 'en');
}
