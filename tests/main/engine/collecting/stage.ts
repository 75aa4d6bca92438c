import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { onTestFinished } from 'vitest';
import type { PointDefinition, Site, SourceDefinition } from '#app/park';
import { writeSite } from '#storage';
import { relay } from '../../../conformance/relay.ts';
import { smallSite, source } from '../../../small-site.ts';
import { scratch } from '../living.ts';

export const secretText = 'a-secret-of-thirty-two-characters';
export const wait = (ms: number): Promise<void> => new Promise((r) => { setTimeout(r, ms); });
export async function until(what: () => boolean, ms = 20_000, why = 'it'): Promise<void> { for (const end = Date.now() + ms; !what(); await wait(10)) if (Date.now() > end) throw new Error(`waited too long for ${why}`); }

export interface Child { readonly process: ChildProcess; readonly said: string[]; readonly heard: string[]; readonly gone: Promise<number | null>; kill(signal: NodeJS.Signals): Promise<number | null> }
function child(script: string, args: readonly string[], ready: string): Promise<Child> {
  const p = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, heard]: [string[], string[]] = [[], []];
  const up = Promise.withResolvers<Child>();
  const gone = Promise.withResolvers<number | null>();
  readline.createInterface({ input: p.stdout }).on('line', (line) => heard.push(line));
  readline.createInterface({ input: p.stderr }).on('line', (line) => { said.push(line); if (line.includes(ready)) up.resolve(self); });
  p.on('exit', (code) => { gone.resolve(code); up.reject(new Error(`ended with ${code}: ${said.join('\n')}`)); });
  const self: Child = { process: p, said, heard, gone: gone.promise, kill: (signal) => { p.kill(signal); return gone.promise; } };
  onTestFinished(async () => { if (p.exitCode === null && p.signalCode === null) { p.kill('SIGKILL'); await gone.promise; } });
  return up.promise;
}

/** A sample as it came to the pipeline of a receiver. */
export interface Arrived { readonly handle: number; readonly value: number | null; readonly sourceTime: number | null; readonly receivedTime: number; readonly late: true | 'past' | null; readonly status: number }

/** Folders, secrets and processes of one story: a collection host, and receivers by name. */
export async function stage() {
  const { dir, remove } = scratch();
  onTestFinished(remove);
  async function site(name: string, what: Site): Promise<string> {
    const folder = path.join(dir, name);
    const written = await writeSite(folder, what, { replace: true });
    if (!written.ok) throw new Error(JSON.stringify(written));
    return folder;
  }
  function data(name: string, secrets: Readonly<Record<string, string>> = { collect: secretText }): string {
    const folder = path.join(dir, name);
    fs.mkdirSync(path.join(folder, 'secrets'), { recursive: true, mode: 0o700 });
    for (const [secret, text] of Object.entries(secrets)) fs.writeFileSync(path.join(folder, 'secrets', secret), `${text}\n`, { mode: 0o600 });
    return folder;
  }
  const read = new Map<string, { at: number; readonly list: Arrived[] }>();
  return {
    dir, site, data,
    async port(): Promise<number> { return relay().reserve(); },
    /** Starts the real command; resolves when it is running. */
    collect: (siteDir: string, dataDir: string, ports: readonly number[], more: readonly string[] = []) => child('main/engine/cli.ts', ['collect', '--site', siteDir, '--data', dataDir, ...ports.flatMap((p) => ['--to', `127.0.0.1:${p}`]), '--name', 'far', ...more], 'is running'),
    /** A site whose only source is a collection host, with these points of its. */
    receiving: (name: string, port: number, points: readonly PointDefinition[], options: SourceDefinition['options'] = {}) => site(name, smallSite([source('far', 'collector', { port, collector: 'far', secret: 'secret:collect', retryMs: 50, silentMs: 3000, ...options })], points)),
    receiver: (siteDir: string, dataDir: string) => child('tests/main/engine/collecting/receiver-child.ts', [siteDir, dataDir, `${dataDir}.samples`], 'engine is running'),
    /** What has come to a receiver so far, over all its lives; half a line at the end is none. Only what is new is read. */
    arrived(dataDir: string): readonly Arrived[] {
      const file = `${dataDir}.samples`;
      if (!fs.existsSync(file)) return [];
      const known = read.get(file) ?? { at: 0, list: [] };
      read.set(file, known);
      const handle = fs.openSync(file, 'r');
      const fresh = Buffer.alloc(fs.fstatSync(handle).size - known.at);
      fs.readSync(handle, fresh, 0, fresh.length, known.at);
      fs.closeSync(handle);
      const end = fresh.lastIndexOf(10) + 1;
      known.at += end;
      for (const line of fresh.toString('utf8', 0, end).split('\n').slice(0, -1)) {
        const [, handle_, value, sourceTime, receivedTime, late, status] = JSON.parse(line) as [string, number, number | null, number | null, number, true | 'past' | null, number];
        known.list.push({ handle: handle_, value, sourceTime, receivedTime, late, status });
      }
      return known.list;
    },
    cli: (...args: readonly string[]) => new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
      const p = spawn(process.execPath, ['main/engine/cli.ts', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      p.stderr.on('data', (b: Buffer) => { said += b.toString(); });
      p.on('exit', (code) => resolve({ code, said }));
    }),
  };
}
