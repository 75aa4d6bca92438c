import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import type { EventLine } from '#app/alarm';
import type { Site } from '#app/park';
import { writeSite } from '#storage';

/** A folder of its own, gone when the test is over. */
export function scratch(): { readonly dir: string; readonly remove: () => void } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-'));
  return { dir, remove: () => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Writes a site as the folder that `--site` reads. */
export async function siteFolder(dir: string, site: Site): Promise<string> {
  const folder = path.join(dir, 'site');
  const written = await writeSite(folder, site, { replace: true });
  if (!written.ok) throw new Error(JSON.stringify(written));
  return folder;
}

/** The real engine in a process of its own, as `npm run engine` starts it. `shown`: every `--events` line that came out. */
export interface LivingEngine { readonly shown: EventLine[]; readonly child: ChildProcess; readonly said: string[]; running(): Promise<void>; exit(): Promise<number | null> }

export function livingEngine(args: readonly string[]): LivingEngine {
  const child = spawn(process.execPath, ['main/engine/cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const shown: EventLine[] = [];
  const said: string[] = [];
  const up = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<number | null>();
  readline.createInterface({ input: child.stdout }).on('line', (line) => { if (line.endsWith('}')) shown.push(JSON.parse(line) as EventLine); }); // a line cut by a kill was not shown
  readline.createInterface({ input: child.stderr }).on('line', (line) => { said.push(line); if (line.includes('is running')) up.resolve(); });
  child.on('exit', (code) => { gone.resolve(code); up.reject(new Error(`engine ended with ${code}: ${said.join('\n')}`)); });
  up.promise.catch(() => {});
  return { shown, child, said, running: () => up.promise, exit: () => gone.promise };
}
