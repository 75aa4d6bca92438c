import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { MqttOptions } from './options.ts';

/** Which node this is, for brokers: made once and kept beside its certificates, so that a broker finds what it kept for us. Two workers may ask at once; the first one's word stands. */
async function nodeName(pki: string): Promise<string> {
  const file = path.join(pki, 'mqtt', 'node-id');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${randomUUID()}\n`, { flag: 'wx', flush: true }).catch((e: NodeJS.ErrnoException) => { if (e.code !== 'EEXIST') throw e; });
  return (await readFile(file, 'utf8')).trim();
}

/** The client id of this node for this broker: 22 letters and digits, which every broker takes (MQTT 3.1.1, 3.1.3.1). The same after a restart and after other settings changed; another one for another node, broker or user. */
export async function clientId(o: MqttOptions, deps: Pick<AdapterDeps, 'pki' | 'note'>): Promise<string> {
  if (o.clientId !== null) return o.clientId;
  const node = await nodeName(deps.pki).catch((e: unknown) => { deps.note(`mqtt ${o.url}: no place to keep a client id, so that the broker keeps nothing for us: ${String(e).slice(0, 120)}`); return randomUUID(); });
  return `wr${createHash('sha256').update(`${node} ${o.url} ${o.username ?? ''} ${o.statusTopic ?? ''}`).digest('hex').slice(0, 20)}`;
}

/** What a connection proves itself with. */
export interface Proof { readonly password: string | null; readonly ca: Buffer | null; readonly cert: Buffer | null; readonly key: Buffer | null }

/** Reads password and files anew at every attempt, so that what was missing may be brought while we go on trying; `refused` names what is not there. */
export async function proof(o: MqttOptions, deps: Pick<AdapterDeps, 'pki' | 'secret'>): Promise<Result<Proof, AdapterFault>> {
  const password = o.password === null ? null : deps.secret(o.password.slice('secret:'.length));
  if (o.password !== null && password === null) return fail('refused', { peer: o.url, reason: 'secret-missing', secret: o.password });
  const read: Record<'ca' | 'cert' | 'key', Buffer | null> = { ca: null, cert: null, key: null };
  for (const what of ['ca', 'cert', 'key'] as const) {
    const file = o[what];
    if (file === null) continue;
    try { read[what] = await readFile(path.join(deps.pki, file)); } catch { return fail('refused', { peer: o.url, reason: 'file-missing', file }); }
  }
  return ok({ password, ...read });
}
