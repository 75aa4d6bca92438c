import { SaidStatus, Status, type AdapterFault } from '#app/acquisition';
import { fail } from '#kernel/result';

const CERTIFICATE = /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_\w+|CRL_\w+|ERROR_IN_C\w+)$/;

/** The fault that an error of node:http or TLS stands for: a certificate that is not trusted, bytes that are no HTTP, or nobody there. */
export function httpFault(error: NodeJS.ErrnoException, peer: string): AdapterFault {
  const code = error.code ?? 'error';
  if (CERTIFICATE.test(code)) return fail('untrusted', { peer, reason: code, file: 'ca.pem', to: 'pki (ca: "ca.pem")' }).fault;
  if (code.startsWith('HPE_')) return fail('protocol', { peer, what: code }).fault;
  if (/^(?:ERR_SSL_|ERR_TLS_|EPROTO)/.test(code)) return fail('protocol', { peer, what: 'tls' }).fault;
  return fail('unreachable', { peer, reason: code === 'ECONNRESET' ? 'closed' : code }).fault;
}

/** True of a fault by which the device answered all the same, with more or otherwise packed than is taken. */
export const isAnswer = ({ params }: AdapterFault): boolean => params['what'] === 'too-large' || params['what'] === 'encoding';

/** What a status code other than 200 and 304 means. `fault` null: the device answered, and it is this resource that it cannot give. */
export interface Meaning { readonly fault: AdapterFault | null; readonly pointStatus: number }

/** 401, 403 and redirections are refusals; 408, 429 and 5xx are a device that is not there for us now; any other 4xx is the resource's own fault, with its last two digits kept where five bits hold them. */
export function meaningOf(status: number, peer: string): Meaning {
  if (status === 401 || status === 403) return { fault: fail('refused', { peer, reason: `status-${status}` }).fault, pointStatus: SaidStatus.denied };
  if (status >= 300 && status < 400) return { fault: fail('refused', { peer, reason: `redirect-${status}` }).fault, pointStatus: SaidStatus.denied };
  if (status === 408 || status === 429 || status >= 500) return { fault: fail('unreachable', { peer, reason: `status-${status}` }).fault, pointStatus: Status.noCommunication };
  if (status < 400) return { fault: fail('protocol', { peer, what: `status-${status}` }).fault, pointStatus: SaidStatus.notUnderstood };
  return { fault: null, pointStatus: (Status.deviceFailure | (status < 432 ? status - 400 : 0)) >>> 0 };
}
