import { parseArgs } from 'node:util';
import { fail, ok, type Fault, type Result } from '#kernel/result';

/** The command line of the application. `site` null: the one the data folder holds. `profile` null: the one that is marked as start. `seconds` null: until somebody closes it. */
export interface CommandLine {
  readonly site: string | null; readonly data: string | null; readonly language: 'zh-CN' | 'en' | null;
  readonly seconds: number | null; readonly workstation: string | null; readonly profile: string | null;
  /** Further folders for the signed copy of the journal's head. */
  readonly heads: readonly string[];
}
type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

const flags = { site: { type: 'string' }, data: { type: 'string' }, lang: { type: 'string' }, for: { type: 'string' }, workstation: { type: 'string' }, profile: { type: 'string' }, heads: { type: 'string', multiple: true } } as const;
const wrong = (what: string): Result<never, Fault<'usage'>> => fail('usage', { what });

/** Reads our own flags; Chromium's (`--no-sandbox` ...) pass unread. */
export function commandLine(args: readonly string[]): Result<CommandLine, Fault<'usage'>> {
  const values = parseArgs({ args: [...args], options: flags, strict: false }).values as Values;
  const given = (v: Values[string]): boolean => (Array.isArray(v) ? v.every(given) : typeof v === 'string' && v !== '' && !v.startsWith('--'));   // the next flag is not the value of this one
  const bare = Object.keys(flags).find((name) => values[name] !== undefined && !given(values[name]));
  if (bare !== undefined) return wrong(`--${bare}`);
  const text = (name: keyof typeof flags): string | null => { const v = values[name]; return typeof v === 'string' ? v : null; };
  const lang = text('lang');
  if (lang !== null && lang !== 'zh-CN' && lang !== 'en') return wrong(`--lang ${lang}`);
  const whole = text('for');
  const seconds = whole === null ? null : Number(whole);
  if (seconds !== null && !(seconds > 0 && seconds < 1e8)) return wrong(`--for ${whole}`);
  return ok({ site: text('site'), data: text('data'), language: lang, seconds, workstation: text('workstation'), profile: text('profile'), heads: Array.isArray(values['heads']) ? values['heads'].filter((v) => typeof v === 'string') : [] });
}
