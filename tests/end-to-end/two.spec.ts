import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { picture, ROOT } from './application.ts';
import { demo } from './demo.ts';

/** Runs a program to its end. */
function run(program: string, args: readonly string[]): Promise<{ code: number | null; words: string }> {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (t: string) => { words += t; });
  return new Promise((done) => child.on('close', (code) => done({ code, words })));
}

test('a second application on the same data folder says so, ends, and the first stays', async () => {
  const park = await demo('calm');
  const it = await park.open('--lang', 'en');
  try {
    await expect(it.desk.getByRole('option')).toHaveCount(3);
    const executable = await it.app.evaluate(({ app }) => app.getPath('exe'));
    const second = await run(executable, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, '--data', park.data]);
    expect(second.code).toBe(4);
    expect(second.words).toContain(park.data);
    await expect(it.desk.getByRole('option')).toHaveCount(3);
  } finally { await it.close(); await park.end(); }
});

test('an engine that holds the data folder already: the window says so, and opens when the folder is free', async () => {
  const park = await demo('calm');
  const engine = spawn(process.execPath, [path.join(ROOT, 'main/engine/cli.ts'), '--site', park.site, '--data', park.data, '--events'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((begun) => engine.stdout.once('data', begun));
    const it = await park.open('--lang', 'en');
    try {
      await expect(it.desk.locator('main[data-fault=locked]')).toBeVisible();
      await picture(it.desk, 'locked');
      engine.kill('SIGTERM');
      await expect(it.desk.getByRole('option')).toHaveCount(3, { timeout: 40_000 });
    } finally { await it.close(); }
  } finally { engine.kill('SIGKILL'); await park.end(); }
});
