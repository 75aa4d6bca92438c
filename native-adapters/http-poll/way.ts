import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Way } from './link.ts';
import type { HttpPollOptions } from './options.ts';

const isSecret = (value: string): boolean => value.startsWith('secret:');
const utf8base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** Puts secrets where the options name them; `refused` with the name of the one that is missing. Asked anew at every dialling, so that a secret that was exchanged is taken. */
export async function wayTo(o: HttpPollOptions, deps: AdapterDeps): Promise<Result<Way, AdapterFault>> {
  const url = new URL(o.url);
  const missing: string[] = [];
  const told = (value: string, allowed = /^[\x20-\x7e]*$/): string => {
    const secret = deps.secret(value.slice('secret:'.length));
    if (secret === null || !allowed.test(secret)) missing.push(value);
    return secret ?? '';
  };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(o.headers)) headers[name.toLowerCase()] = isSecret(value) ? told(value) : value;
  switch (o.auth.kind) {
    case 'none': break;
    case 'basic': headers['authorization'] = `Basic ${utf8base64(`${o.auth.user}:${told(o.auth.password, /^/)}`)}`; break;
    case 'bearer': headers['authorization'] = `Bearer ${told(o.auth.token)}`; break;
    case 'header': headers[o.auth.name.toLowerCase()] = told(o.auth.value); break;
  }
  if (missing[0] !== undefined) return fail('refused', { peer: url.host, reason: 'secret-missing', secret: missing[0] });
  if (o.ca === null) return ok({ url, headers, ca: null });
  try {
    return ok({ url, headers, ca: await readFile(path.join(deps.pki, o.ca)) });
  } catch (error) {
    deps.note(`http-poll ${url.host}: ${o.ca}: ${(error as NodeJS.ErrnoException).code ?? 'error'}`);
    return fail('untrusted', { peer: url.host, reason: 'no-such-file', file: o.ca, to: 'pki' });
  }
}
