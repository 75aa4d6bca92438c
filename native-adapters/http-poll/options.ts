import { z } from 'zod';
import { mappingFields, optionsOf, pkiFile, secretName, type AdapterFault, type Misfit } from '#app/acquisition';
import type { Result } from '#kernel/result';

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'header name').refine((s) => !OURS.has(s.toLowerCase()), 'a header that the adapter itself sets');
const headerValue = z.string().max(1000).regex(/^[\x20-\x7e]*$/, 'printable ASCII');
/** Headers that say where a request ends, whose it is, or what may come back. */
const OURS: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect', 'accept-encoding', 'if-none-match', 'authorization', '__proto__']);

const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), user: z.string().min(1).max(200).regex(/^[^:\p{Cc}]+$/u, 'no colon'), password: secretName }),
  z.strictObject({ kind: z.literal('bearer'), token: secretName }),
  z.strictObject({ kind: z.literal('header'), name: headerName, value: secretName }),
]);

const Schema = z.strictObject({
  url: z.string().max(500).regex(/^https?:\/\/(?:[\w.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?$/, 'http://host:port/path, without name, password, query or #'),
  method: z.enum(['GET', 'POST']).default('GET'),
  body: z.string().max(65_536).nullable().default(null),
  auth: Auth.default({ kind: 'none' }),
  headers: z.record(headerName, headerValue).refine((h) => Object.keys(h).length <= 20, 'at most 20').default({}),
  ca: pkiFile.nullable().default(null),
  everyMs: z.int().min(10).max(3_600_000).default(1000),
  answerMs: z.int().min(10).max(60_000).default(3000),
  retryMs: z.int().min(10).max(600_000).default(1000),
  maxRetryMs: z.int().min(10).max(3_600_000).default(2500),
  refusedMs: z.int().min(10).max(3_600_000).default(30_000),
  maxBytes: z.int().min(64).max(16_777_216).default(1_048_576),
  parallel: z.int().min(1).max(32).default(4),
  conditional: z.boolean().default(true),
  ...mappingFields,
});

/**
 * One REST device. Points name resources below `url`. `body`: what a POST asks with. Secrets are always `secret:<name>`, in `headers` too. `ca`: PEM file under the node's certificates; null: those of the system.
 * `everyMs`: how often every resource is asked. `answerMs`: how long a whole answer may take. `retryMs`: first pause after a failure; it doubles up to `maxRetryMs`. `refusedMs`: pause after 401 or 403, so that no account is locked by us.
 * `parallel`: requests under way at once. `conditional`: ask with the ETag that was given. `timePath`, `qualityPath`: `$` from the document, `@` from what holds the value.
 */
export type HttpPollOptions = z.infer<typeof Schema>;

/** What the schema cannot see: fields that do not go together. */
function misfit({ url: text, body, method, ca, maxRetryMs, retryMs }: HttpPollOptions): Misfit | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.port === '0') return ['url', 'host and port'];
  if (body !== null && method === 'GET') return ['body', 'a GET has none'];
  if (ca !== null && url.protocol === 'http:') return ['ca', 'a certificate needs https://'];
  return maxRetryMs < retryMs ? ['maxRetryMs', 'less than retryMs'] : null;
}

/** Checks what a site wrote; `bad-options` names the first field that is wrong. */
export const httpPollOptions = (raw: unknown): Result<HttpPollOptions, AdapterFault> => optionsOf('http-poll', Schema, raw, misfit);
