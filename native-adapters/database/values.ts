import { Status, type Sample } from '#app/acquisition';
import type { DatabaseOptions } from './options.ts';

/** Why a point has no value, in the low five bits of its status. `absent`: the database knows no such key or column. `empty`: NULL. `size`: text too long. `type`: bytes, dates, structures. `number`: not a number. */
export const Why = { size: 1, absent: 2, empty: 3, number: 5, type: 6 } as const;
const LONGEST_TEXT = 1024;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const BEYOND: ReadonlyMap<string, number> = new Map([['Infinity', Number.MAX_VALUE], ['-Infinity', -Number.MAX_VALUE]]);
const UNCERTAIN = 0x4000_0000;

type Told = Pick<Sample, 'value' | 'status' | 'text'>;
const bad = (why: number): Told => ({ value: null, status: (Status.deviceFailure | why) >>> 0 });
const number = (v: number): Told => (Number.isNaN(v) ? bad(Why.number) : { value: Math.min(Math.max(v, -Number.MAX_VALUE), Number.MAX_VALUE), status: Status.good });

function ofText(raw: string): Told {
  const text = raw.trim();
  if (text.length > LONGEST_TEXT) return bad(Why.size);
  if (text === 'NaN') return bad(Why.number);
  const beyond = BEYOND.get(text);
  if (beyond !== undefined) return number(beyond);
  return NUMBER.test(text) ? number(Number(text)) : { value: null, status: Status.good, text };
}

/** What a cell says: a number, text that is one, truth as 0 or 1, words as text. NULL, bytes and dates are no value. Beyond all numbers is the largest one. */
export function cell(raw: unknown): Told {
  if (typeof raw === 'string') return ofText(raw);
  if (typeof raw === 'number' || typeof raw === 'bigint' || typeof raw === 'boolean') return number(Number(raw));
  if (raw === null || raw === undefined) return bad(Why.empty);
  return raw instanceof Uint8Array && raw.length === 1 ? number(raw[0] ?? 0) : bad(Why.type);  // MySQL's BIT(1)
}

/** A cell as words: of a key, a time or a quality. Nothing for NULL and structures. */
export const words = (raw: unknown): string => {
  if (typeof raw === 'string') return raw.trimEnd();
  return typeof raw === 'number' || typeof raw === 'bigint' || typeof raw === 'boolean' ? String(raw) : '';
};
/** The database's own code in the low five bits: the number itself up to 31, else 31. */
const ownCode = (word: string): number => (/^\d{1,2}$/.test(word) && Number(word) <= 31 ? Number(word) : 31);

/** What a cell says once the quality beside it was heard: a bad value is none, over range keeps it. A word that `states` does not know is bad. `undefined`: there is no quality column. A value without a time that can be read is uncertain. */
export function judged(told: Told, quality: unknown, timed: boolean, states: DatabaseOptions['states']): Told {
  if (told.status !== Status.good) return told;
  const unsure = timed ? told : { ...told, status: UNCERTAIN };
  if (quality === undefined) return unsure;
  const word = words(quality).trim();
  switch ((Object.hasOwn(states, word) ? states[word] : undefined) ?? 'bad') {
    case 'good': return unsure;
    case 'uncertain': return { ...told, status: (UNCERTAIN | ownCode(word)) >>> 0 };
    case 'over-range': return { ...told, status: Status.outOfRange };
    case 'bad': return bad(ownCode(word));
  }
}
