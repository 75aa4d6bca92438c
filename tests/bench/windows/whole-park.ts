import { spawn } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';
import { scratch } from '../../main/engine/living.ts';

/** The whole park running beside the bench, with its site and an empty data folder. */
export interface WholePark { readonly site: string; readonly data: string; end(): Promise<void> }

export async function wholePark(scenario = ''): Promise<WholePark> {
  const { dir, remove } = scratch();
  const child = spawn(process.execPath, ['tests/bench/windows/park-process.ts', dir, scenario], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => { readline.createInterface({ input: child.stdout }).once('line', resolve).once('close', () => reject(new Error('the park ended'))); });
  const { site } = JSON.parse(line) as { site: string };
  return { site, data: `${dir}/data`, async end() { child.stdin.end(); if (child.exitCode === null) await once(child, 'exit'); remove(); } };
}
