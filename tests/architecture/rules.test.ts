import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { crimes } from './violations.ts';

const base = 'tests/architecture/fixtures';
interface Report { summary: { totalCruised: number; violations: { rule: { name: string } }[] } }

function cruise(root: string, what: readonly string[]): Report {
  const env = { ...process.env, ARCH_ROOT: root };
  const args = ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', '-T', 'json', ...what];
  try { return JSON.parse(execFileSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'ignore'] })) as Report; }
  catch (e) { return JSON.parse((e as { stdout: string }).stdout) as Report; }
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

describe('the floor plan', () => {
  it('is kept by the house, and the cruiser really read the house', () => {
    const rooms = ['app', 'main', 'preload', 'renderer', 'native-adapters', 'outputs', 'storage', 'simulator', 'server', 'scripts', 'tests'].filter((r) => fs.existsSync(r));
    const { summary } = cruise('', rooms);
    const sources = rooms.flatMap((r) => fs.globSync(`${r}/**/*.{ts,tsx}`)).length;
    expect(summary.violations.map((v) => v.rule.name)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThanOrEqual(sources);
  }, 60_000);   // it reads every file of the house

  it('has a crime for every rule', () => {
    const rules = (createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] }).forbidden.map((r) => r.name);
    const last = rules.filter((r) => r.startsWith('spine-') && r !== 'spine-unknown').at(-1); // the top of the spine may use all of app/
    expect(rules.filter((r) => r !== last && !(r in crimes))).toEqual([]);
  });

  it.each(Object.entries(crimes))('%s is caught', (name, chain) => {
    const root = `${base}/${name}/`;
    for (let i = 0; i < chain.length; i += 2) write(root + chain[i], chain[i + 1] ? `import type { B } from '${chain[i + 1]}'; export type A = B;` : 'export type B = 1;');
    expect(cruise(root, [root]).summary.violations.map((v) => v.rule.name)).toContain(name);
  });
});
