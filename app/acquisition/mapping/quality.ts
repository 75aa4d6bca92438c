import { Status } from '../status.ts';
import { SaidStatus } from './said.ts';

/** How a number that stands for a quality is to be read: a status code of OPC UA, or a quality of OPC DA (192 good, 64 uncertain, 0 bad), as Sparkplug has it too. Words and truth values are understood in both. */
export const qualityFormats = ['opcua', 'opcda'] as const;
export type QualityFormat = (typeof qualityFormats)[number];

const STALE = 500;                              // Sparkplug B 3.0, 6.4.11
const WORDS: ReadonlyMap<string, number> = new Map([['good', Status.good], ['ok', Status.good], ['uncertain', SaidStatus.uncertain], ['stale', Status.noCommunicationLastUsable], ['bad', Status.deviceFailure]]);

/** Quality as OPC DA and Sparkplug count it: the two high of eight bits decide, the four below are kept; 500 is Sparkplug's stale. */
export function fromDa(quality: number): number {
  if (quality === STALE) return Status.noCommunicationLastUsable;
  const major = quality & 0xc0;
  return major === 0xc0 ? Status.good : ((major === 0x40 ? SaidStatus.uncertain : Status.deviceFailure) | ((quality >> 2) & 0xf)) >>> 0;
}
function numberQuality(n: number, format: QualityFormat): number | null {
  if (n < 0 || n > (format === 'opcua' ? 0xffff_ffff : 0xffff)) return null;
  if (format === 'opcda') return fromDa(n);
  return n > 0 && n < 32 ? (Status.deviceFailure | n) >>> 0 : n;
}

/** The status that a quality stands for; null when it stands for none. 1 to 31, which OPC UA leaves unused, are a device's own codes for its fault. */
export function qualityIn(said: unknown, format: QualityFormat): number | null {
  if (typeof said === 'boolean') return said ? Status.good : Status.deviceFailure;
  if (typeof said === 'string') return WORDS.get(said.toLowerCase()) ?? null;
  return typeof said === 'number' && Number.isInteger(said) ? numberQuality(said, format) : null;
}
