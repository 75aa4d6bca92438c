import type { Fault } from '#kernel/result';
import type { EpochMs } from '#kernel/time';
import type { Policy } from '../account/policy.ts';

export type PasswordFault = Fault<'password-short' | 'password-long' | 'password-characters' | 'password-classes' | 'password-name' | 'password-guessable' | 'password-used' | 'password-young'>;

/** Longer ones only cost time: what is hashed is bounded. In characters. */
export const longestPassword = 128;

/** The four classes of S0c-004, ASCII only: what another keyboard cannot type shuts its owner out. */
export const classes = { upper: /[A-Z]/, lower: /[a-z]/, digit: /[0-9]/, symbol: /[!-/:-@[-`{-~]/ } as const;
export const classesOf = (password: string): readonly (keyof typeof classes)[] => (['upper', 'lower', 'digit', 'symbol'] as const).filter((c) => classes[c].test(password));

/** The one form of a password that is hashed (NFKC, NIST SP 800-63B 5.1.1.2): a full-width letter is the letter. */
export const typed = (password: string): string => password.normalize('NFKC');

/** How long a text is, in characters as they are counted by people who type: code points. */
export const characters = (text: string): number => Array.from(text).length;

/** What is tried first, without its case: words, walks over the keyboard, and numbers that sound like words. */
const guesses = ['password', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'admin', 'root', 'qwerty', 'qwert', 'asdf', 'zxcv', '1qaz', '2wsx', '3edc', 'qazwsx', 'abc123', 'abcd', '1234', '4321', '5201314', '1314520', 'woaini', 'iloveyou', 'welcome', 'letmein', 'huawei', 'zhihui', 'anquan', 'yuanqu', 'watchroom', 'changeme'] as const;
/** What of a password is left when everything that is tried first and every run of one character is taken out of it, in characters. */
function left(password: string): number {
  let rest = password.toLowerCase();
  for (const guess of guesses) rest = rest.replaceAll(guess, '');
  return characters(rest.replaceAll(/(.)\1{2,}/g, '$1'));
}
/** Fewer characters than this beside what is guessed first is a password that is guessed. */
const own = 5;

/** `login`, `name`: of the person. `used`: whether the hash of one of the remembered ones fits. `setAt`: of the password that stands; null: there is none, or others gave it. */
export interface PasswordCase { readonly login: string; readonly name: string; readonly used: boolean; readonly setAt: EpochMs | null; readonly now: EpochMs }

/** Every reason against a password at once (ACC-01 to ACC-04); none: it may be taken. */
export function passwordFaults(policy: Policy['password'], raw: string, { login, name, used, setAt, now }: PasswordCase): readonly PasswordFault[] {
  const password = typed(raw);
  const length = characters(password);
  const has = classesOf(password);
  const plain = password.toLowerCase();
  const faults: readonly (PasswordFault | false)[] = [
    length < policy.least && { code: 'password-short', params: { least: policy.least } },
    length > longestPassword && { code: 'password-long', params: { most: longestPassword } },
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(password) && { code: 'password-characters', params: {} },
    has.length < policy.classes && { code: 'password-classes', params: { wants: policy.classes, has: has.length } },
    [login, name].some((n) => characters(n) >= 2 && plain.includes(n.toLowerCase())) && { code: 'password-name', params: {} },
    left(password) < own && { code: 'password-guessable', params: {} },
    used && { code: 'password-used', params: { remembered: policy.remembered } },
    setAt !== null && now >= setAt && now - setAt < policy.youngestMs && { code: 'password-young', params: { hours: Math.ceil(policy.youngestMs / 3_600_000) } },
  ];
  return faults.filter((f) => f !== false);
}

/** `must-change`: it lets in, and to nothing but a new one. `ended`: a password given by others that nobody changed in time lets nobody in. `days`: how many are left, at least 0. */
export type PasswordAge = { readonly kind: 'fresh' } | { readonly kind: 'ageing'; readonly days: number } | { readonly kind: 'must-change' } | { readonly kind: 'ended' };

/** ACC-05. `until`: when one given by others ends; null: her own. A clock that was set back ages nothing: it is younger than it is, never older. */
export function passwordAge(policy: Policy['password'], { setAt, until }: { readonly setAt: EpochMs; readonly until: EpochMs | null }, now: EpochMs): PasswordAge {
  if (until !== null) return now >= until ? { kind: 'ended' } : { kind: 'must-change' };
  if (policy.oldestMs === 0) return { kind: 'fresh' };
  const rest = setAt + policy.oldestMs - now;
  if (rest <= 0) return { kind: 'must-change' };
  return rest <= policy.warnMs ? { kind: 'ageing', days: Math.floor(rest / 86_400_000) } : { kind: 'fresh' };
}
