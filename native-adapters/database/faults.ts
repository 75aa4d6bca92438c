import type { AdapterFault } from '#app/acquisition';
import { fail } from '#kernel/result';

const LOGIN: ReadonlySet<string> = new Set(['28P01', '28000', 'ER_ACCESS_DENIED_ERROR', 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR', 'ER_DBACCESS_DENIED_ERROR', 'ER_NOT_SUPPORTED_AUTH_MODE', 'ELOGIN']);
const CERTIFICATE = /^(?:DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH|HANDSHAKE_SSL_ERROR)/;
const SLOW: ReadonlySet<string> = new Set(['57014', 'ER_QUERY_TIMEOUT', 'ER_STATEMENT_TIMEOUT', 'ER_1969', 'ETIMEOUT', 'PROTOCOL_SEQUENCE_TIMEOUT', '55P03', 'ER_LOCK_WAIT_TIMEOUT']);
const LOCKED = /^SQLITE_(?:BUSY|LOCKED)/;
const BROKEN = /^SQLITE_(?:CORRUPT|NOTADB|FORMAT)|^PROTOCOL_(?!CONNECTION_LOST)|^ER_MALFORMED_PACKET|^HANDSHAKE_|^EPROTO|^ERR_SSL|^08P01/;
const SAID = /^(?:[0-9A-Z]{5}|ER_\w+|EREQUEST|SQLITE_\w+)$/;

interface Failure { readonly code?: unknown; readonly errno?: unknown; readonly driverError?: unknown; readonly originalError?: unknown; readonly cause?: unknown }
const inside = (e: Failure): unknown => [e.driverError, e.originalError, e.cause].find((x) => typeof x === 'object' && x !== null && x !== e);

/** The codes of an error and of those within it, outermost first. Never its words: they repeat the statement, its parameters and the account. */
export function codes(error: unknown): readonly string[] {
  const found: string[] = [];
  for (let e: unknown = error, deep = 0; typeof e === 'object' && e !== null && deep < 6; e = inside(e), deep++) {
    const { code, errno } = e as Failure;
    if (typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code)) found.push(code);
    else if (typeof errno === 'number' && errno > 0) found.push(`ER_${errno}`);   // MariaDB has errors that the driver knows no name for
  }
  return found;
}

export const isLocked = (error: unknown): boolean => codes(error).some((c) => LOCKED.test(c));

/** What an error of a driver means. */
export function faultOf(error: unknown, peer: string): AdapterFault {
  const all = codes(error);
  const one = (test: (c: string) => boolean): string | undefined => all.find(test);
  const certificate = one((c) => CERTIFICATE.test(c));
  if (certificate !== undefined) return fail('untrusted', { peer, reason: certificate, file: 'ca.pem', to: 'pki/database (ca: "ca.pem")' }).fault;
  if (one((c) => LOGIN.has(c)) !== undefined) return fail('refused', { peer, reason: 'login' }).fault;
  if (one((c) => SLOW.has(c)) !== undefined) return fail('unreachable', { peer, reason: 'slow' }).fault;
  if (one((c) => LOCKED.test(c)) !== undefined) return fail('unreachable', { peer, reason: 'locked' }).fault;
  const broken = one((c) => BROKEN.test(c));
  if (broken !== undefined) return fail('protocol', { peer, what: broken }).fault;
  const said = one((c) => SAID.test(c) && !/^(?:57P|53|08|EPIPE)/.test(c) && c !== 'SQLITE_CANTOPEN');
  if (said !== undefined) return fail('refused', { peer, reason: said }).fault;
  return fail('unreachable', { peer, reason: all[0] ?? 'lost' }).fault;
}
