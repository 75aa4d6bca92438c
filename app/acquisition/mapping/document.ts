import { isForbidden } from './path.ts';
import type { BadWhy, Read } from './read.ts';
import { readUtf8 } from './utf8.ts';

const DEEPEST = 32;

/** The offset at which brackets stand deeper within each other than `most`, words left out; null when nowhere. Asked before parsing, so that no nesting can cost stack. */
function tooDeepAt(text: string, most: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) { if (c === 0x5c) i++; else if (c === 0x22) quoted = false; }
    else if (c === 0x22) quoted = true;
    else if (c === 0x7b || c === 0x5b) { if (++depth > most) return i; }
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return null;
}

/** What is wrong with a parsed value: a key that reaches a prototype, a number beyond all numbers. */
function wrongIn(value: unknown): BadWhy | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'number';
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (const inner of value) { const wrong = wrongIn(inner); if (wrong !== null) return wrong; }
    return null;
  }
  for (const key of Object.keys(value)) {
    const wrong = isForbidden(key) ? 'key' : wrongIn((value as Record<string, unknown>)[key]);
    if (wrong !== null) return wrong;
  }
  return null;
}

function readText(text: string): Read<unknown> {
  const deep = tooDeepAt(text, DEEPEST);
  if (deep !== null) return { ok: false, bad: 'depth', at: deep };
  let value: unknown;
  try { value = JSON.parse(text); } catch (error) {
    const where = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return { ok: false, bad: 'syntax', at: where === undefined ? text.length : Number(where) };
  }
  const wrong = wrongIn(value);
  return wrong === null ? { ok: true, value } : { ok: false, bad: wrong };
}

/** Reads a JSON document, as text or as bytes in UTF-8, of at most `longest` characters or bytes: 32 levels, no key that reaches a prototype, only finite numbers. Costs time in proportion to its length, whatever it holds. */
export function readJson(document: string | Uint8Array, longest = Infinity): Read<unknown> {
  if (document.length > longest) return { ok: false, bad: 'size' };
  if (typeof document === 'string') return readText(document);
  const text = readUtf8(document);
  return text.ok ? readText(text.value) : text;
}
