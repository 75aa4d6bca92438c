import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { folder, ROOT } from '../end-to-end/application.ts';
import { demo } from '../end-to-end/demo.ts';

const expected: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  RunAsNode: false, EnableCookieEncryption: true, EnableNodeOptionsEnvironmentVariable: false, EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true, OnlyLoadAppFromAsar: true, LoadBrowserProcessSpecificV8Snapshot: false, GrantFileProtocolExtraPrivileges: false,
};

test('19: the fuses of the packaged application, read back, and its engine runs with them', async () => {
  test.setTimeout(240_000);
  test.skip(process.platform !== 'linux', 'the packaged application is looked at on Linux');
  const at = folder();
  const park = await demo('calm');
  try {
    const made = spawnSync(process.execPath, [path.join(ROOT, 'scripts', 'package.mjs'), '--dir', '--output', at.path], { cwd: ROOT, encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const binary = path.join(at.path, 'linux-unpacked', 'watchroom');
    const wire = await getCurrentFuseWire(binary) as unknown as Record<string, FuseState>;
    for (const [name, on] of Object.entries(expected)) expect([name, wire[FuseV1Options[name as keyof typeof FuseV1Options]]]).toEqual([name, on ? FuseState.ENABLE : FuseState.DISABLE]);

    const asNode = spawnSync(binary, ['-e', 'console.log("node")'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8', timeout: 5_000 });
    expect(asNode.stdout).not.toContain('node\n');
    const words = await new Promise<string>((done) => {
      const app = spawn(binary, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--site', park.site, '--data', park.data, '--for', '8'], { stdio: ['ignore', 'ignore', 'pipe'] });
      let all = '';
      app.stderr.setEncoding('utf8').on('data', (t: string) => { all += t; });
      app.once('exit', () => done(all));
    });
    expect(words).toContain('SUP-02 engine running');
    expect(words).toContain('SUP-18 engine stopped');
    expect(words).not.toContain('SUP-04');
  } finally { await park.end(); at.end(); }
});
