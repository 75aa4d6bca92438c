import http from 'node:http';
import https from 'node:https';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail } from '#kernel/result';
import { httpFault } from './faults.ts';
import type { HttpPollOptions } from './options.ts';

/** `document`: a whole body. `same`: 304. `status`: any other word; `retryMs` where it says when to come again. `failed`: nothing that can be used, and why. */
export type Answer =
  | { readonly kind: 'document'; readonly body: Buffer; readonly etag: string | null }
  | { readonly kind: 'same' }
  | { readonly kind: 'status'; readonly status: number; readonly retryMs: number | null }
  | { readonly kind: 'failed'; readonly fault: AdapterFault };

/** What is the same in every request: where to, who we are, whom we trust. Names of headers in small letters. */
export interface Way { readonly url: URL; readonly headers: Readonly<Record<string, string>>; readonly ca: Buffer | null }
/** The connections to one device, kept alive between requests. */
export interface Link {
  ask(resource: string, etag: string | null, leave: AbortSignal): Promise<Answer>;
  /** Why it is no longer to be used; null while it is. */
  fault(): AdapterFault | null;
  /** Ends every connection; open requests are answered with the fault. */
  end(fault: AdapterFault): void;
}

const LONGEST_ETAG = 200;
const word = (h: string | undefined): string => (h ?? '').trim().toLowerCase();

/** Retry-After in seconds (RFC 9110, 10.2.3); a date is not waited for. */
const retryAfter = (h: string | undefined): number | null => (h !== undefined && /^\d{1,6}$/.test(h) ? Number(h) * 1000 : null);

/** Speaks to the device of `way`. `onEnd` is called once. Redirections are never followed: what a device says cannot send us to another host. */
export function linkTo({ url, headers, ca }: Way, o: HttpPollOptions, deps: AdapterDeps, onEnd: () => void): Link {
  const peer = url.host;
  const secure = url.protocol === 'https:';
  const sockets = { keepAlive: true, maxSockets: o.parallel, maxFreeSockets: o.parallel };
  const agent = secure ? new https.Agent({ ...sockets, rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca !== null && { ca }) }) : new http.Agent(sockets);
  const base = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  const open = new Set<(fault: AdapterFault) => void>();
  let gone: AdapterFault | null = null;

  const unusable = (what: string): Answer => ({ kind: 'failed', fault: fail('protocol', { peer, what }).fault });
  const silent: Answer = { kind: 'failed', fault: fail('unreachable', { peer, reason: 'timeout' }).fault };

  function once(resource: string, etag: string | null, leave: AbortSignal): Promise<{ readonly answer: Answer; readonly stale: boolean }> {
    const { promise, resolve } = Promise.withResolvers<{ answer: Answer; stale: boolean }>();
    const body = o.method === 'POST' ? Buffer.from(o.body ?? '') : null;
    const request = (secure ? https : http).request({
      agent, method: o.method, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? (secure ? 443 : 80) : url.port, path: resource === '' ? url.pathname : base + resource, maxHeaderSize: 16_384,
      headers: {
        accept: 'application/json', ...(body !== null && { 'content-type': 'application/json' }), ...headers, 'accept-encoding': 'identity',
        ...(body !== null && { 'content-length': body.length }), ...(etag !== null && { 'if-none-match': etag }),
      },
    });
    const done = (answer: Answer, keep = false, stale = false): void => {
      stop();
      open.delete(abandon);
      leave.removeEventListener('abort', left);
      if (!keep) request.destroy();
      resolve({ answer, stale });
    };
    const abandon = (fault: AdapterFault): void => done({ kind: 'failed', fault });
    const left = (): void => abandon(fail('cancelled').fault);
    const stop = deps.clock.after(o.answerMs, () => done(silent));
    open.add(abandon);
    leave.addEventListener('abort', left);
    request.on('error', (e: NodeJS.ErrnoException) => done({ kind: 'failed', fault: httpFault(e, peer) }, false, request.reusedSocket && e.code === 'ECONNRESET'));
    request.on('response', (response) => {
      const status = response.statusCode ?? 0;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('error', (e: NodeJS.ErrnoException) => done({ kind: 'failed', fault: httpFault(e, peer) }));
      if (word(response.headers['content-encoding']).replace('identity', '') !== '') { done(unusable('encoding')); return; }
      if (Number(response.headers['content-length'] ?? 0) > o.maxBytes) { done(unusable('too-large')); return; }
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > o.maxBytes) done(unusable('too-large')); else chunks.push(chunk);
      });
      response.on('end', () => {
        const tag = response.headers.etag;
        const usable = tag !== undefined && tag.length <= LONGEST_ETAG && /^[\x21-\x7e]+$/.test(tag) ? tag : null;
        if (!response.complete) done({ kind: 'failed', fault: fail('protocol', { peer, what: 'half-answer' }).fault });
        else if (status === 304 && etag !== null) done({ kind: 'same' }, true);
        else if (status === 200) done({ kind: 'document', body: Buffer.concat(chunks), etag: usable }, true);
        else done({ kind: 'status', status, retryMs: retryAfter(response.headers['retry-after']) }, true);
      });
    });
    request.end(body ?? undefined);
    return promise;
  }
  return {
    async ask(resource, etag, leave) {
      if (gone !== null) return { kind: 'failed', fault: gone };
      const first = await once(resource, etag, leave);
      // A device may close an idle connection just as we use it again (RFC 9112, 9.5): asked once more, on another one.
      return first.stale && gone === null && !leave.aborted ? (await once(resource, etag, leave)).answer : first.answer;
    },
    fault: () => gone,
    end(fault) {
      if (gone !== null) return;
      gone = fault;
      for (const abandon of open) abandon(fault);
      agent.destroy();
      onEnd();
    },
  };
}
