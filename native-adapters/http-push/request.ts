import { LATEST_MS, LONGEST_TEXT, readJson, SaidStatus, Status, valueOf, type Said } from '#app/acquisition';
import { epochMs } from '#kernel/time';
import { enterpriseId, pointName } from './points.ts';

/** Why a request is not taken, as the enterprise is told: `{"code":..,"params":..}` under this HTTP status. `retryS`: when to come again. */
export interface Refusal { readonly status: number; readonly code: string; readonly params: Readonly<Record<string, string | number>>; readonly retryS?: number }
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };
/** The outside of a request: who, when, which one; its samples not looked at yet. */
export interface Envelope { readonly enterprise: string; readonly sent: number; readonly nonce: string; readonly samples: readonly unknown[] }
export interface Pushed extends Said { readonly point: string }

export const refuse = (status: number, code: string, params: Refusal['params'] = {}, retryS?: number): { readonly ok: false; readonly refusal: Refusal } =>
  ({ ok: false, refusal: { status, code, params, ...(retryS !== undefined && { retryS }) } });

const NONCE = /^[A-Za-z0-9_-]{8,64}$/;
const ENVELOPE: ReadonlySet<string> = new Set(['enterprise', 'sent', 'nonce', 'samples']);
const SAMPLE: ReadonlySet<string> = new Set(['point', 'value', 'quality', 'time']);
const QUALITY: ReadonlyMap<unknown, number> = new Map<unknown, number>([[undefined, Status.good], ['good', Status.good], ['uncertain', SaidStatus.uncertain], ['bad', Status.deviceFailure]]);

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);
const isTime = (x: unknown): x is number => typeof x === 'number' && Number.isInteger(x) && x >= 0 && x <= LATEST_MS;
const shown = (text: string): string => text.slice(0, 64);

/** Reads a body as far as is needed to know whose it is. Nothing in it has been proved yet. */
export function envelopeOf(body: Uint8Array, maxSamples: number): Checked<Envelope> {
  const read = readJson(body);
  if (!read.ok) return refuse(400, 'bad-json', { what: read.bad, ...(read.at !== undefined && { at: read.at }) });
  return isRecord(read.value) ? fieldsOf(read.value, maxSamples) : refuse(400, 'bad-request', { field: 'body' });
}
function fieldsOf(root: Record<string, unknown>, maxSamples: number): Checked<Envelope> {
  const stranger = Object.keys(root).find((k) => !ENVELOPE.has(k));
  if (stranger !== undefined) return refuse(400, 'bad-request', { field: shown(stranger) });
  const { enterprise, sent, nonce, samples } = root;
  if (typeof enterprise !== 'string' || !enterpriseId.test(enterprise)) return refuse(400, 'bad-request', { field: 'enterprise' });
  if (!isTime(sent)) return refuse(400, 'bad-request', { field: 'sent' });
  if (typeof nonce !== 'string' || !NONCE.test(nonce)) return refuse(400, 'bad-request', { field: 'nonce' });
  if (!Array.isArray(samples)) return refuse(400, 'bad-request', { field: 'samples' });
  if (samples.length > maxSamples) return refuse(413, 'too-many-samples', { most: maxSamples, count: samples.length });
  return { ok: true, value: { enterprise, sent, nonce, samples } };
}

/** The first field of a sample that is wrong or not known; null when all are right. */
function wrongField(s: Record<string, unknown>): string | null {
  if (typeof s['point'] !== 'string' || !pointName.test(s['point'])) return 'point';
  if (!QUALITY.has(s['quality'])) return 'quality';
  if (s['time'] !== undefined && !isTime(s['time'])) return 'time';
  const { value } = s;
  const fits = value === null || typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= LONGEST_TEXT);
  if (!fits) return 'value';
  return Object.keys(s).find((k) => !SAMPLE.has(k)) ?? null;
}

/** Reads all samples of a request, or names the first that is wrong: a request is taken whole or not at all. */
export function samplesOf(raw: readonly unknown[]): Checked<readonly Pushed[]> {
  const samples: Pushed[] = [];
  for (const [index, s] of raw.entries()) {
    if (!isRecord(s)) return refuse(400, 'bad-sample', { index, field: 'sample' });
    const field = wrongField(s);
    if (field !== null) return refuse(400, 'bad-sample', { index, field: shown(field) });
    const time = s['time'] === undefined ? null : epochMs(s['time'] as number);
    samples.push({ point: s['point'] as string, ...valueOf(s['value'], QUALITY.get(s['quality']) ?? Status.good, time) });
  }
  return { ok: true, value: samples };
}
