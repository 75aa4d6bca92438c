import { fail, ok, type Fault, type Result } from '#kernel/result';

type Language = 'zh-CN' | 'en';
type Values = Readonly<Partial<Record<string, string | boolean | string[]>>>;
type Understood<T> = Result<T, Fault<'usage'>>;

/** Where a receiver of a collection host is; `secret`: the name of the secret that both share. */
export interface ReceiverArgument { readonly host: string; readonly port: number; readonly tls: boolean; readonly secret: string }
/** `collect`: run as a collection host. `seconds`: end by itself after so long. `bufferMb`: what the disk may hold. `perSecond`: samples of back-fill to each receiver. `lateMs`: what waited longer is back-fill. `configuredBy`: the receiver that may give a new configuration. `watch`: read the site again when its files change. */
export interface CollectCommand {
  readonly name: 'collect'; readonly site: string; readonly data: string; readonly to: readonly ReceiverArgument[]; readonly hostName: string | null; readonly bufferMb: number; readonly perSecond: number; readonly lateMs: number;
  readonly configuredBy: string | null; readonly watch: boolean; readonly seconds: number | null; readonly language: Language;
}
/** `collector`: what an engine's collection host runs, and what it shall run. `source`: its id in the site. */
export interface CollectorCommand { readonly name: 'collector'; readonly act: 'show' | 'send' | 'export'; readonly source: string; readonly dir: string; readonly data: string; readonly replace: boolean; readonly language: Language }

const wrong = (what: string): Understood<never> => fail('usage', { what });
const text = (v: Values, name: string): string | null => { const s = v[name]; return typeof s === 'string' && s !== '' ? s : null; };
const address = /^(tls:\/\/)?(\[[0-9A-Fa-f:.]+\]|[\w.-]+):(\d{1,5})(?:#([\w.-]{1,100}))?$/;

/** `[tls://]HOST:PORT[#SECRET]`; null when it cannot be meant. */
function receiverIn(said: string): ReceiverArgument | null {
  const [, tls, host, port, secret] = address.exec(said) ?? [];
  const n = Number(port);
  return host === undefined || !(n >= 1 && n <= 65_535) ? null : { host: host.replace(/^\[|\]$/g, ''), port: n, tls: tls !== undefined, secret: secret ?? 'collect' };
}
/** A number of a flag within bounds; null: it is not within them. */
function numberIn(v: Values, name: string, usual: number, least: number, most: number): number | null {
  const said = text(v, name);
  const n = said === null ? usual : Number(said);
  return n >= least && n <= most ? n : null;
}
const named = ({ host, port }: ReceiverArgument): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The receivers of `--to`, each once; a text names the one that is not understood. */
function receiversIn(v: Values): readonly ReceiverArgument[] | string {
  const said = Array.isArray(v['to']) ? v['to'] : [];
  const to = said.map(receiverIn);
  if (to.length === 0 || to.includes(null)) return `--to ${said[to.indexOf(null)] ?? '[tls://]HOST:PORT'}`;
  const receivers = to as ReceiverArgument[];
  return new Set(receivers.map(named)).size < receivers.length ? '--to: one twice' : receivers;
}
/** A number for each of these flags within its bounds; a text names the first that is not. */
function numbersIn(v: Values): { readonly bufferMb: number; readonly perSecond: number; readonly lateMs: number; readonly seconds: number | null } | string {
  const bounds = { 'buffer-mb': [4096, 1, 4_194_304], 'fill': [200_000, 100, 10_000_000], 'late-after': [10, 0.1, 3600], 'for': [1, 0.001, 1e8] } as const;
  const read = Object.entries(bounds).map(([name, [usual, least, most]]) => ({ name, least, most, n: numberIn(v, name, usual, least, most) }));
  const wrongOne = read.find(({ n }) => n === null);
  if (wrongOne !== undefined) return `--${wrongOne.name} ${wrongOne.least} to ${wrongOne.most}`;
  const [bufferMb, perSecond, late, seconds] = read.map(({ n }) => n!) as [number, number, number, number];
  return { bufferMb, perSecond, lateMs: late * 1000, seconds: text(v, 'for') === null ? null : seconds };
}

/** Reads `collect`. */
export function collect(v: Values, language: Language): Understood<CollectCommand> {
  const [site, data, hostName, configuredBy] = ['site', 'data', 'name', 'configured-by'].map((name) => text(v, name)) as [string | null, string | null, string | null, string | null];
  if (site === null || data === null) return wrong('collect --site DIR --data DIR');
  const [to, numbers] = [receiversIn(v), numbersIn(v)];
  if (typeof to === 'string') return wrong(to);
  if (typeof numbers === 'string') return wrong(numbers);
  if (hostName !== null && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(hostName)) return wrong(`--name ${hostName}`);
  if (configuredBy !== null && !to.some((r) => named(r) === configuredBy)) return wrong(`--configured-by ${configuredBy}: one of --to`);
  return ok({ name: 'collect', site, data, to, hostName, configuredBy, watch: v['watch'] === true, ...numbers, language });
}

/** Reads `collector`. */
export function collector(rest: readonly string[], v: Values, language: Language): Understood<CollectorCommand> {
  const act = (['show', 'send', 'export'] as const).find((a) => a === rest[0]);
  const [, source, dir = ''] = rest;
  const data = text(v, 'data');
  if (act === undefined || source === undefined || data === null || (act !== 'show' && dir === '')) return wrong('collector show|send|export SOURCE [DIR] --data DIR');
  return ok({ name: 'collector', act, source, dir, data, replace: v['replace'] === true, language });
}
