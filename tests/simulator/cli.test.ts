import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parkNamed } from '../../simulator/park.ts';

const cli = path.join(import.meta.dirname, '../../simulator/cli.ts');
let pki: string;
beforeAll(async () => { pki = await mkdtemp(path.join(os.tmpdir(), 'watchroom-cli-')); });
afterAll(async () => { await rm(pki, { recursive: true, force: true }); });

const FREE = ['--park', 'demo', '--port', 'dcs-1=0', '--port', 'plc-2=0', '--port', 'gds-3=0'];
function run(args: readonly string[], stdin: 'pipe' | 'ignore' = 'pipe') {
  const child: ChildProcess = spawn(process.execPath, [cli, '--pki', pki, ...args], { stdio: [stdin, 'pipe', 'pipe'] });
  let text = '';
  let wake: () => void = () => {};
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (d: Buffer) => { text += d.toString(); wake(); });
  const ended = once(child, 'close') as Promise<[number | null, string | null]>;
  void ended.then(() => wake());
  const says = async (wanted: string): Promise<void> => {
    while (!text.includes(wanted)) {
      if (child.exitCode !== null) throw new Error(`ended without saying ${wanted}: ${text}`);
      await new Promise<void>((r) => { wake = r; });
    }
  };
  return { child, says, ended, text: (): string => text };
}

describe('npm run park', () => {
  it('lists its scenarios', async () => {
    const park = run(['--list']);
    expect(await park.ended).toEqual([0, null]);
    expect(park.text()).toContain('leak-at-tank-7');
  });
  it.each([[['tea']], [['storm', '--park', 'demo']], [['--park', 'tea']], [['--park', '../x']], [['--start', 'tea']], [['--page', 'x']], [['--speed', 'fast']], [['--port', 'x=1']], [['--tea']]])('ends with 2 on %j', async (args) => {
    expect(await run(args).ended).toEqual([2, null]);
  });
  it('obeys what is typed, and quits', async () => {
    const park = run(['alarm-flood', ...FREE]);
    await park.says('park ready');
    for (const [line, answer] of [['status', 'plc-2: port'], ['scenario calm', 'scenario calm'], ['fault drop dcs-1', 'fault drop dcs-1'], ['clear dcs-1', 'clear dcs-1'], ['fault drop tea', 'no device named tea'], ['tea', 'no command named tea']] as const) {
      park.child.stdin!.write(`${line}\n`);
      await park.says(answer);
    }
    park.child.stdin!.write('quit\n');
    expect(await park.ended).toEqual([0, null]);
  });
  it('plays the whole park where none is named, and shows its page', async () => {
    const ids = (await parkNamed('whole')).devices.map((d) => d.id);
    const park = run(['storm', '--page', '0', ...ids.flatMap((id) => ['--port', `${id}=${id === 'env-1' ? 9 : 0}`])]);
    await park.says('park ready');
    const port = /page: http:\/\/127\.0\.0\.1:(\d+)/.exec(park.text())![1]!;
    expect((await (await fetch(`http://127.0.0.1:${port}/state`)).json() as { playing: string }).playing).toBe('storm');
    await fetch(`http://127.0.0.1:${port}/say`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"line":"fault drop gds-1"}' });
    await park.says('fault drop gds-1');
    await fetch(`http://127.0.0.1:${port}/say`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"line":"quit"}' }).catch(() => {});
    expect(await park.ended).toEqual([0, null]);
  }, 30_000);
  it.each(['SIGTERM', 'SIGINT'] as const)('runs without a standard input and ends cleanly on %s', async (signal) => {
    const park = run(FREE, 'ignore');
    await park.says('park ready');
    park.child.kill(signal);
    expect(await park.ended).toEqual([0, null]);
  });
  it('ends with its standard input when told so', async () => {
    const park = run([...FREE, '--until-eof']);
    await park.says('park ready');
    park.child.stdin!.end();
    expect(await park.ended).toEqual([0, null]);
  });
  it('ends with 3 and a sentence when a port is in use', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    const park = run([...FREE.slice(0, 6), '--port', `gds-3=${port}`]);
    expect(await park.ended).toEqual([3, null]);
    expect(park.text()).toContain(`port ${port} for gds-3 is in use`);
    other.close();
  });
});
