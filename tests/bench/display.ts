import { spawn } from 'node:child_process';

/** Where nobody could see a window, a screen in memory; `end` takes it away again. */
export async function display(): Promise<{ end(): void }> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return { end: () => {} };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((found, lost) => { server.stdio[3]!.once('data', (bytes) => found(String(bytes).trim())); server.once('error', lost); });
  process.env['DISPLAY'] = `:${number}`;
  return { end: () => { delete process.env['DISPLAY']; server.kill(); } };
}
