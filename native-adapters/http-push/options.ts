import { z } from 'zod';
import { optionsOf, pkiFile, secretName, twiceIn, type AdapterFault } from '#app/acquisition';
import type { Result } from '#kernel/result';
import { enterpriseId } from './points.ts';

const Enterprise = z.strictObject({ id: z.string().regex(enterpriseId, 'letters, digits and . _ -'), secret: secretName, nextSecret: secretName.nullable().default(null) });

const Schema = z.strictObject({
  host: z.string().min(1).max(255).default('127.0.0.1'),
  port: z.int().min(1).max(65_535),
  tls: z.strictObject({ cert: pkiFile, key: pkiFile }).nullable().default(null),
  enterprises: z.array(Enterprise).min(1).max(2000),
  silentMs: z.int().min(50).max(86_400_000).default(60_000),
  windowMs: z.int().min(1000).max(3_600_000).default(300_000),
  lateMs: z.int().min(1000).max(86_400_000).default(60_000),
  maxBytes: z.int().min(256).max(16_777_216).default(1_048_576),
  maxSamples: z.int().min(1).max(100_000).default(10_000),
  maxPoints: z.int().min(1).max(200_000).default(20_000),
  perSecond: z.number().min(0.1).max(1000).default(20),
  burst: z.int().min(1).max(10_000).default(40),
  strangersPerSecond: z.number().min(0.01).max(1000).default(2),
  strangersBurst: z.int().min(1).max(10_000).default(20),
  maxConnections: z.int().min(1).max(10_000).default(256),
  headersMs: z.int().min(100).max(60_000).default(10_000),
  requestMs: z.int().min(100).max(300_000).default(30_000),
  reportMs: z.int().min(50).max(3_600_000).default(10_000),
  retryMs: z.int().min(10).max(600_000).default(1000),
});

/**
 * One port that enterprises post to. `nextSecret`: accepted beside `secret`, so that a key can be changed without a gap. `silentMs`: silence after which an enterprise's points lose their value.
 * `windowMs`: how far `sent` may be from our clock. `lateMs`: samples older than that are back-fill, which is taken at the pace of the engine. `perSecond`, `burst`: accepted requests of one enterprise;
 * `strangersPerSecond`, `strangersBurst`: refusals of one address that are answered by name. `maxPoints`: names of one enterprise that are kept. `headersMs`, `requestMs`: how long a request may take to come.
 * `reportMs`: how often refusals are counted up for log and alarms. `tls`: PEM files under the node's certificates; null: plain HTTP, signed but readable.
 */
export type HttpPushOptions = z.infer<typeof Schema>;

/** Checks what a site wrote; `bad-options` names the first field that is wrong. */
export const httpPushOptions = (raw: unknown): Result<HttpPushOptions, AdapterFault> => optionsOf('http-push', Schema, raw, (o) => twiceIn('enterprises', 'id', o.enterprises.map((e) => e.id)));
