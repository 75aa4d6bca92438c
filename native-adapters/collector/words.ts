import { z } from 'zod';
import { batchFrom, bytesOf, type Batch } from '#app/acquisition';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { FrameKind } from './frames.ts';

const nonce = z.string().regex(/^[0-9a-f]{32}$/);
const proof = z.string().regex(/^[0-9a-f]{64}$/);
/** The name of a collection host, and of a stream. */
export const hostName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const number = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const span = z.tuple([number, number]).refine(([from, to]) => from <= to);
const count = z.int().min(0);
const time = z.number().min(0).max(8.64e15);
const Said = z.strictObject({ code: z.string().max(64), params: z.record(z.string().max(64), z.union([z.string().max(300), z.number()])) });
const Mistake = z.strictObject({ where: z.string().max(300), fault: Said });
/** The links of a far source, in the words of our own sources. */
const link = z.enum(['connecting', 'up', 'down', 'quarantined', 'refused']);
const version = z.string().regex(/^[0-9a-f]{16}$/);
const Parcel = z.strictObject({ version, files: z.record(z.string().regex(/^(?:(?:site|sources|levels)\.json|points\.csv|rules\/alarms\.json|assets\/[A-Za-z0-9][\w.-]{0,99}\.json)$/), z.string()) });

const schemas = {
  hello: z.strictObject({ nonce }),
  prove: z.strictObject({ host: z.string().regex(hostName), stream: z.string().regex(/^[\w-]{1,64}$/), nonce, proof }),
  welcome: z.strictObject({ proof, taken: z.array(span).max(10_000) }),
  refused: z.strictObject({ code: z.string().max(64) }),
  names: z.strictObject({ from: number, names: z.array(z.string().min(1).max(64)).max(20_000) }),
  ready: z.strictObject({ points: z.array(number).max(200_000) }),
  taken: z.strictObject({ seqs: z.array(number).max(100_000) }),
  gone: z.strictObject({ spans: z.array(span).min(1).max(10_000) }),
  state: z.strictObject({
    now: time, waiting: count, bytes: count, dropped: count, damaged: count, fault: Said.nullable(),
    sources: z.array(z.strictObject({ id: z.string().max(64), kind: z.string().max(64), link, since: time, reason: Said.nullable() })).max(1000),
  }),
  beat: z.strictObject({}),
  running: Parcel, wanted: Parcel,
  answer: z.strictObject({ version, applied: z.boolean(), mistakes: z.array(Mistake).max(1000) }),
} as const;
type Worded = keyof typeof schemas;
/** What each kind of frame says, those of batches aside. */
export type Words<K extends Worded> = z.infer<(typeof schemas)[K]>;
export type FarState = Words<'state'>;
export type SiteParcel = Words<'wanted'>;

/** `field`: the first that is wrong or unknown. `at`: where the frame's body begins, or what is wrong in it. */
export type WordsFault = Fault<'bad-words'>;

export const bodyOf = <K extends Worded>(_kind: K, words: Words<K>): Buffer => Buffer.from(JSON.stringify(words), 'utf8');
/** The words of a frame, checked; `bad-words` names the field. */
export function wordsIn<K extends Worded>(kind: K, body: Buffer): Result<Words<K>, WordsFault> {
  let said: unknown;
  try { said = JSON.parse(body.toString('utf8')); } catch { return fail('bad-words', { kind, field: 'json', at: 0 }); }
  const read = schemas[kind].safeParse(said);
  if (read.success) return ok(read.data as Words<K>);
  const issue = read.error.issues[0];
  return fail('bad-words', { kind, field: [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].map(String).join('.').slice(0, 64), at: 0 });
}
export const isWorded = (kind: FrameKind): kind is Worded => kind !== 'batch';

/** A numbered batch of the stream, or (0) what stands now: said when a link begins, of no number, never answered. */
export interface SentBatch { readonly seq: number; readonly late: boolean; readonly batch: Batch }
const batchHead = 16;
/** Number (8 bytes), flags (1: back-fill), then the batch as it is kept. */
export function batchBody(seq: number, late: boolean, batch: Uint8Array): Buffer {
  const out = Buffer.alloc(batchHead + batch.length);
  out.writeBigUInt64LE(BigInt(seq), 0);
  out.writeUInt32LE(late ? 1 : 0, 8);
  out.set(batch, batchHead);
  return out;
}
/** What stands now, as a frame's body. */
export const standingBody = (batch: Batch): Buffer => batchBody(0, false, bytesOf(batch));
/** The batch of a frame, checked to its last byte; `bad-words` names what is wrong and the offset in the body. */
export function batchIn(body: Buffer): Result<SentBatch, WordsFault> {
  const wrong = (field: string, at: number): Result<never, WordsFault> => fail('bad-words', { kind: 'batch', field, at });
  if (body.length < batchHead) return wrong('short', body.length);
  const seq = body.readBigUInt64LE(0);
  if (seq > BigInt(Number.MAX_SAFE_INTEGER)) return wrong('seq', 0);
  const flags = body.readUInt32LE(8);
  if (flags > 1) return wrong('flags', 8);
  const batch = batchFrom(body.subarray(batchHead));
  if (!batch.ok) return wrong(String(batch.fault.params['what']), batchHead + Number(batch.fault.params['at']));
  return ok({ seq: Number(seq), late: flags === 1 || batch.value.late !== undefined, batch: batch.value });
}
