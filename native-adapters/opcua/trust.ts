import { X509Certificate } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { OPCUACertificateManager, type EndpointDescription } from 'node-opcua';
import type { AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';

/** The node's own certificate and its trust list under `pki`: `own/`, `trusted/certs`, `rejected/`. Nothing is ever accepted by itself. */
export async function trustStore(pki: string): Promise<OPCUACertificateManager> {
  const store = new OPCUACertificateManager({ rootFolder: pki, automaticallyAcceptUnknownCertificate: false, disableFileWatchers: true });
  await store.initialize();
  return store;
}

/** Where the own certificate is; the library makes it on the first connection, under a lock that other workers heed. */
export const ownCertificate = (pki: string): string => path.join(pki, 'own', 'certs', 'watchroom.pem');

/** Ok when the server's certificate stands on the trust list. Else it lies in `rejected/` now, and `untrusted` names the file to move to `trusted/certs`. */
export async function trusted(store: OPCUACertificateManager, endpoint: EndpointDescription, peer: string): Promise<Result<void, AdapterFault>> {
  const certificate = endpoint.serverCertificate;
  if (!certificate || certificate.length === 0) return fail('refused', { peer, reason: 'no-certificate' });
  const thumbprint = new X509Certificate(certificate).fingerprint.replaceAll(':', '').toLowerCase();
  const rejected = async (): Promise<string | undefined> => (await readdir(store.rejectedFolder)).find((name) => name.toLowerCase().includes(thumbprint));
  const copy = await store.isCertificateTrusted(certificate) === 'Good' ? await rejected() : undefined;
  if (copy !== undefined) {                     // the library lets `rejected/` win, also over somebody's later decision: copied in place of moved, or written again meanwhile
    await rm(path.join(store.rejectedFolder, copy), { force: true });
    await store.reloadCertificates();
  }
  const status = (await store.checkCertificate(certificate)).name;
  if (status === 'Good') return ok(undefined);
  if (status !== 'BadCertificateUntrusted' && status !== 'BadCertificateChainIncomplete') return fail('refused', { peer, reason: status });
  return fail('untrusted', { peer, file: `rejected/${await rejected() ?? thumbprint}`, to: 'trusted/certs' });
}
