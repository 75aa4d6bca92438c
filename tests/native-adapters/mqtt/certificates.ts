import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const openssl = (dir: string, ...args: readonly string[]): void => { execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' }); };

/** An authority of our own, a server for 127.0.0.1 and a client that it vouches for, and another authority that vouches for nobody: PEM files under `dir/mqtt`. Null where openssl is not installed. */
export function certificates(dir: string): string | null {
  const at = path.join(dir, 'mqtt');
  mkdirSync(at, { recursive: true });
  try { openssl(at, 'version'); } catch { return null; }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  for (const ca of ['ca', 'other-ca']) openssl(at, 'req', '-x509', ...key, '-keyout', `${ca}.key`, '-out', `${ca}.pem`, '-days', '30', '-subj', `/CN=${ca}`, '-addext', 'basicConstraints=critical,CA:TRUE');
  for (const [name, alt, days] of [['server', 'IP:127.0.0.1', '30'], ['client', 'DNS:watchroom', '30'], ['elsewhere', 'DNS:elsewhere.example', '30']] as const) {
    writeFileSync(path.join(at, `${name}.ext`), `subjectAltName=${alt}\n`);
    openssl(at, 'req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    openssl(at, 'x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', `${name}.pem`, '-days', days, '-extfile', `${name}.ext`);
  }
  return at;
}
