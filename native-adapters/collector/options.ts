import { z } from 'zod';
import { optionsOf, pkiFile, secretName, type AdapterFault } from '#app/acquisition';
import type { Result } from '#kernel/result';
import { hostName } from './words.ts';

const Schema = z.strictObject({
  host: z.string().min(1).max(255).default('127.0.0.1'),
  port: z.int().min(1).max(65_535),
  collector: z.string().regex(hostName, 'letters, digits and . _ -'),
  secret: secretName,
  nextSecret: secretName.nullable().default(null),
  tls: z.strictObject({ cert: pkiFile, key: pkiFile }).nullable().default(null),
  silentMs: z.int().min(100).max(600_000).default(10_000),
  answerMs: z.int().min(50).max(60_000).default(5000),
  retryMs: z.int().min(10).max(600_000).default(1000),
  maxConnections: z.int().min(1).max(1000).default(16),
});

/**
 * One port that one collection host comes to. `collector`: the name that it says (`--name`). `nextSecret`: accepted beside `secret`, so that a key can be changed without a gap. `silentMs`: silence after which
 * the link is over. `answerMs`: how long a caller may take to prove who he is. `retryMs`: between attempts to take the port. `tls`: PEM files under the node's certificates; null: sealed, but readable on the way.
 */
export type CollectorOptions = z.infer<typeof Schema>;

/** Checks what a site wrote; `bad-options` names the first field that is wrong. */
export const collectorOptions = (raw: unknown): Result<CollectorOptions, AdapterFault> => optionsOf('collector', Schema, raw);
