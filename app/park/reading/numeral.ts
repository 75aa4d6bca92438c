import type { SiteFaultCode } from '../fault.ts';

/** A number, or the reason why what was written is none. */
export type Numeral = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly code: SiteFaultCode };

const plain = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?$/i;

/** Reads a decimal number with a point, as a program and a person both would: no comma, no `NaN`, no hexadecimal, no full-width digits, nothing beyond a double (PRK-08). */
export function numeral(text: string): Numeral {
  if (!plain.test(text)) return { ok: false, code: /^[+-]?[\d.]*[,，][\d.,，]*$/.test(text) ? 'comma-in-number' : 'not-a-number' };
  const value = Number(text);
  return Number.isFinite(value) ? { ok: true, value: value + 0 } : { ok: false, code: 'number-out-of-range' }; // + 0: no negative zero
}

/** Seconds to whole milliseconds; null when finer than a millisecond. */
export function wholeMs(seconds: number): number | null {
  const ms = Math.round(seconds * 1000);
  return Math.abs(seconds * 1000 - ms) < 1e-6 ? ms + 0 : null;
}
