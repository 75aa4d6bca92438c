import { DataType, VariantArrayType, type DataValue, type Variant } from 'node-opcua';
import { qualityOf, Status, type Sample } from '#app/acquisition';
import { epochMs, type EpochMs } from '#kernel/time';

const LONGEST_TEXT = 1024;
const NEVER = Date.UTC(1601, 0, 1);             // Part 6, 5.2.2.5: the earliest time means none

const finite = (v: number): number | null => (Number.isNaN(v) ? null : Math.min(Math.max(v, -Number.MAX_VALUE), Number.MAX_VALUE));
const wide = (v: unknown, high: (h: number) => number): number | null => {
  const [h, l] = Array.isArray(v) || v instanceof Uint32Array ? (v as readonly number[]) : [];
  return h === undefined || l === undefined ? null : high(h) * 0x1_0000_0000 + l;
};
const words = (text: unknown): Meaning => (typeof text === 'string' ? { value: null, text: text.slice(0, LONGEST_TEXT) } : { value: null });

type Meaning = Pick<Sample, 'value' | 'text'>;
const SPECIAL: ReadonlyMap<DataType, (v: unknown) => Meaning> = new Map<DataType, (v: unknown) => Meaning>([
  [DataType.Int64, (v) => ({ value: wide(v, (h) => h | 0) })],
  [DataType.UInt64, (v) => ({ value: wide(v, (h) => h >>> 0) })],
  [DataType.Boolean, (v) => ({ value: v === true ? 1 : v === false ? 0 : null })],
  [DataType.LocalizedText, (v) => words((v as { text?: unknown } | null)?.text)],
  [DataType.DateTime, (v) => words(v instanceof Date ? v.toISOString() : null)],
  [DataType.StatusCode, (v) => ({ value: (v as { value?: number } | null)?.value ?? null })],
]);

/** A scalar as number or as words; nothing for null, arrays and structures. Infinite becomes the largest finite number, since it means "beyond"; 64-bit integers keep 53 bits. */
export function meaning(variant: Variant | null | undefined): Meaning {
  if (!variant || variant.arrayType !== VariantArrayType.Scalar) return { value: null };
  const v: unknown = variant.value;
  const special = SPECIAL.get(variant.dataType);
  if (special !== undefined) return special(v);
  return typeof v === 'number' ? { value: finite(v) } : words(v);
}

const timeOf = (t: Date | null | undefined): EpochMs | null => (t === null || t === undefined || !(t.getTime() > NEVER) ? null : epochMs(t.getTime()));

/** What a server said of a point, as a sample: its status bit for bit, its time, ours. A bad value is none, but out of range keeps what was sent. */
export function sampleOf(handle: number, said: DataValue, receivedTime: EpochMs): Sample {
  const status = said.statusCode.value >>> 0;
  const usable = qualityOf(status) !== 'bad' || (status & 0xffff_0000) >>> 0 === Status.outOfRange;
  return { handle, ...(usable ? meaning(said.value) : { value: null }), status, sourceTime: timeOf(said.sourceTimestamp), receivedTime };
}
