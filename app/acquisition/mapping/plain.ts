import { Status } from '../status.ts';
import type { Read } from './read.ts';
import { nothing, SaidStatus, saying, type Said } from './said.ts';
import { wordsOf } from './utf8.ts';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads bytes that are nothing but a value, at most `longest` of them: a number, `true`, `false`, or words in UTF-8. */
export function readPlain(bytes: Uint8Array, longest = Infinity): Read<Said> {
  if (bytes.length > longest) return { ok: false, bad: 'size' };
  const text = wordsOf(bytes)?.trim();
  if (text === undefined) return { ok: false, bad: 'syntax' };
  if (NUMBER.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) ? { ok: true, value: saying(number, undefined, Status.good, null) } : { ok: false, bad: 'number' };
  }
  if (/^(?:nan|[+-]?inf(?:inity)?)$/i.test(text)) return { ok: false, bad: 'number' };
  if (/^(?:true|false)$/i.test(text)) return { ok: true, value: saying(Number(text.toLowerCase() === 'true'), undefined, Status.good, null) };
  return { ok: true, value: text === '' ? nothing(SaidStatus.noData) : saying(null, text, Status.good, null) };
}
