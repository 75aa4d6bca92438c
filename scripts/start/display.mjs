import { EXIT, Stop } from '../setup/say.mjs';
import { exitOf } from './processes.mjs';

export const SCREEN = '1920x1080x24';

/** Whether somebody can see a window here; Windows always has a desktop. */
export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** A screen in memory (Xvfb) on a free number; gives the environment that shows windows there. `once`: it goes with the last window. */
export async function virtualDisplay(started, { once = false } = {}) {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', ...(once ? ['-terminate'] : [])];
  const server = started.start('Xvfb', args, { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });   // Ctrl+C ends the windows, and only then their screen
  const number = new Promise((found) => server.stdio[3].once('data', (bytes) => found(String(bytes).trim())));
  const first = await Promise.race([number, exitOf(server).then(() => null)]);
  if (first === null) throw new Stop(EXIT.failed, 'Xvfb, the virtual display, did not start.');
  return { DISPLAY: `:${first}` };
}

/** What Electron needs to be told on this machine. Root may not use the sandbox of the system; a screen in memory has no GPU. */
export function electronFlags(virtual) {
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  return [...(root ? ['--no-sandbox'] : []), ...(virtual ? ['--disable-gpu-compositing'] : [])];
}
