import { step } from '#kernel/machine';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { EpochMs } from '#kernel/time';
import { keyTable, type KeyEvent, type KeyState } from './machine.ts';

/** One version of the key of the personal fields. `version` counts from 1 and is never used again. */
export interface KeyLine { readonly version: number; readonly state: KeyState; readonly madeAt: EpochMs }
/** Every version there ever was, oldest first; exactly one is active. */
export interface KeyRing { readonly lines: readonly KeyLine[] }

export const firstRing = (at: EpochMs): KeyRing => ({ lines: [{ version: 1, state: 'active', madeAt: at }] });

/** The version that new text is sealed under. */
export function activeKey(ring: KeyRing): KeyLine {
  const line = ring.lines.find((l) => l.state === 'active');
  if (line === undefined) throw new Error('a key ring has an active key');
  return line;
}
function moved(line: KeyLine, event: KeyEvent): KeyLine {
  const out = step(keyTable, line.state, event, () => false);
  return out.kind === 'moved' ? { ...line, state: out.to } : line;
}

/** ACC-26: a new active key; the one before opens what it sealed. */
export const rotated = (ring: KeyRing, at: EpochMs): KeyRing =>
  ({ lines: [...ring.lines.map((l) => moved(l, 'rotate')), { version: Math.max(...ring.lines.map((l) => l.version)) + 1, state: 'active', madeAt: at }] });

/** ACC-27: what a destroyed key sealed never opens again; the active key is not destroyed. */
export function destroyed(ring: KeyRing, version: number): Result<KeyRing, Fault<'key-unknown' | 'key-active'>> {
  const line = ring.lines.find((l) => l.version === version);
  if (line === undefined) return fail('key-unknown', { version });
  if (line.state === 'active') return fail('key-active', { version });
  return ok({ lines: ring.lines.map((l) => (l.version === version ? moved(l, 'destroy') : l)) });
}

/** How old the active key may grow: a year, in milliseconds (ACC-28). */
export const keyEveryMs = 365 * 86_400_000;
/** ACC-28: whether the active key is older than it may be. A clock that was set back makes no key due. */
export const rotationDue = (ring: KeyRing, everyMs: number, now: EpochMs): boolean => now - activeKey(ring).madeAt >= everyMs;
