import { spawnSync } from 'node:child_process';
import { onTestFinished, type TestContext } from 'vitest';
import { tempFolder } from './opened.ts';

/** A disk of its own of this size, or the test is skipped and says why. */
export function smallDisk(ctx: TestContext, megabytes: number): string {
  const dir = tempFolder();
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { encoding: 'utf8' });
  if (mount.status !== 0) ctx.skip(`no small disk here: ${mount.error?.message ?? mount.stderr.trim()}`);
  onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  return dir;
}
