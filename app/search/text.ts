/** SCH-05: as it is compared: NFKC, small letters, ü as v; what parts words is one blank. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('ü', 'v').replaceAll(/\s+/g, ' ').trim();

/** How a character is read, each reading in plain small letters without tone (`['hang', 'xing']`); none for what has no reading. */
export type Readings = (character: string) => readonly string[];

/** One character of a name as the index keeps it: itself, and its readings. */
export interface Unit { readonly sign: string; readonly readings: readonly string[] }

/** Every different character once; a name is then a row of numbers. */
export function unitTable(readings: Readings) {
  const units: Unit[] = [];
  const known = new Map<string, number>();
  function numberOf(sign: string): number {
    const there = known.get(sign);
    if (there !== undefined) return there;
    const own = readings(sign).map(folded).filter((r) => r !== '' && r !== sign);
    const spelt = own.flatMap((r) => (r.includes('v') ? [r, r.replaceAll('v', 'u')] : [r]));
    const n = units.push({ sign, readings: [...new Set(spelt)] }) - 1;
    known.set(sign, n);
    return n;
  }
  return { units, rowOf: (text: string): readonly number[] => Array.from(folded(text), numberOf) };
}
export type UnitTable = ReturnType<typeof unitTable>;

/** How many letters of `query` from `at` on this character can stand for: one bit for each number (bit 1: one letter). SCH-01, SCH-02. */
export function lengthsOf({ sign, readings }: Unit, query: string, at: number): number {
  let lengths = query.startsWith(sign, at) ? 1 << sign.length : 0;
  for (const r of readings) {
    for (let n = 1; n <= r.length && at + n <= query.length && query[at + n - 1] === r[n - 1]; n++) lengths |= 1 << n;
  }
  return lengths;
}

/** Which of 32 bits a sign stands on: 26 letters share with nobody, figures and all others share. */
function bitOf(code: number): number {
  if (code >= 97 && code <= 122) return 1 << (code - 97);
  return 1 << (26 + (code % 6));
}
/** The signs that may be typed for a name, as bits: a query with a bit that is not there cannot be found. */
export function bitsOf(units: readonly Unit[], row: readonly number[]): number {
  let bits = 0;
  for (const n of row) {
    const unit = units[n];
    if (unit === undefined) continue;
    bits |= bitOf(unit.sign.codePointAt(0) ?? 0);
    for (const r of unit.readings) for (let i = 0; i < r.length; i++) bits |= bitOf(r.charCodeAt(i));
  }
  return bits;
}
/** The bits that a query asks for. */
export function askedBits(query: string): number {
  let bits = 0;
  for (const sign of query) bits |= bitOf(sign.codePointAt(0) ?? 0);
  return bits;
}
