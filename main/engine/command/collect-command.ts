import type { Fault } from '#kernel/result';
import { startCollecting } from '../collecting/host.ts';
import { watchSite } from '../collecting/watch-site.ts';
import { afterLong, systemClock } from '../clock.ts';
import type { Refused } from '../refused.ts';
import type { CollectCommand } from './collect-arguments.ts';
import { Exit, type ExitCode } from './exit.ts';

/** `collect`: runs until its time is over or somebody asks it to stop; SIGHUP reads its site again. */
export async function collectCommand(c: CollectCommand, tell: (line: string) => void, say: (refused: Refused) => ExitCode, worded: (fault: Fault) => string): Promise<ExitCode> {
  let reload = (): void => {};
  process.on('SIGHUP', () => reload());
  const started = await startCollecting(c, tell);
  if (!started.ok) return say(started);
  const host = started.value;
  tell(`collection host ${host.name} is running${c.seconds === null ? '' : ` for ${c.seconds} s`}; Ctrl+C stops it`);
  reload = () => void host.reload().then((wrong) => {
    if (wrong === null) { tell('site: read again'); return; }
    for (const { where, fault } of wrong.details) tell(`${where}: ${worded(fault)}`);
    tell(`${worded(wrong.fault)}; nothing was changed`);
  });
  const unwatch = c.watch ? watchSite(c.site, systemClock, () => reload()) : () => {};
  const over = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => over.resolve());
  const stop = c.seconds === null ? () => {} : afterLong(systemClock, c.seconds * 1000, over.resolve);
  await over.promise;
  stop();
  unwatch();
  await host.stop();
  return Exit.ok;
}
