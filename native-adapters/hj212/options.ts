import { z } from 'zod';
import { optionsOf, secretName, twiceIn, type AdapterFault, type Misfit } from '#app/acquisition';
import type { Result } from '#kernel/result';

const Station = z.strictObject({
  mn: z.string().regex(/^[0-9A-Za-z_-]{1,32}$/, 'MN: 1 to 32 letters, digits, _ or -'),
  password: secretName.nullable(),
});
const Schema = z.strictObject({
  host: z.string().min(1).max(255).default('127.0.0.1'),
  port: z.int().min(1).max(65_535),
  stations: z.array(Station).min(1).max(5000),
  version: z.enum(['2017', '2005']).default('2017'),
  silentMs: z.int().min(50).max(86_400_000).default(180_000),
  goneMs: z.int().min(10).max(86_400_000).default(10_000),
  answerMs: z.int().min(10).max(600_000).default(5000),
  retryMs: z.int().min(10).max(600_000).default(1000),
  zone: z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, '+hh:mm').default('+08:00'),
  askMissing: z.boolean().default(true),
  missingHours: z.int().min(1).max(720).default(24),
  maxConnections: z.int().min(1).max(10_000).default(512),
  maxFrame: z.int().min(64).max(9999).default(1024),
});

/**
 * One port that stations come to. `password` null: not asked for. `version`: how stations are spoken to that do not say theirs. `silentMs`: silence after which a station's points lose their value;
 * `goneMs`: the same after it hung up. `answerMs`: how long a station may take to answer (OverTime), and a caller to say who it is. `retryMs`: between attempts to take the port. `zone`: of the stations' clocks.
 * `askMissing`: what was missed is asked for, at most `missingHours` back. `maxConnections`: more than there are stations, so that strangers keep none out. `maxFrame`: bytes of one data segment; 1024 by the standard, more in the field.
 */
export type Hj212Options = z.infer<typeof Schema>;

const misfit = ({ stations, maxConnections }: Hj212Options): Misfit | null =>
  twiceIn('stations', 'mn', stations.map(({ mn }) => mn)) ?? (maxConnections <= stations.length ? ['maxConnections', 'more than there are stations'] : null);

/** Checks what a site wrote; `bad-options` names the first field that is wrong. */
export const hj212Options = (raw: unknown): Result<Hj212Options, AdapterFault> => optionsOf('hj212', Schema, raw, misfit);
