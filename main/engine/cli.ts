import os from 'node:os';
import path from 'node:path';
import type { Fault } from '#kernel/result';
import { keysCommand } from './terminal/keys.ts';
import { setUpCommand } from './terminal/set-up.ts';
import { terminal } from './terminal/terminal.ts';
import { commandOf, usage, type Command } from './command/arguments.ts';
import { collectCommand } from './command/collect-command.ts';
import { collectorCommand } from './command/collector-command.ts';
import { backup, exportCheck, restore, verify } from './command/data-commands.ts';
import { historyCommand } from './command/history-command.ts';
import { historyImport } from './command/history-import.ts';
import { eventLines } from './command/event-lines.ts';
import { Exit, exitOf, type ExitCode } from './command/exit.ts';
import type { Refused } from './refused.ts';
import { afterLong, systemClock } from './clock.ts';
import { runEngine } from './run.ts';
import { sentences } from './command/say.ts';
import { siteCommand } from './command/site-commands.ts';

const resources = path.resolve(import.meta.dirname, '../../resources');
/** How long the last words may wait for their readers. */
const lastWordsMs = 10_000;
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs the engine until its time is over or somebody asks it to stop. Standard output carries nothing but `--events` lines. */
async function run(options: Extract<Command, { name: 'run' }>, worded: (fault: Fault) => string): Promise<ExitCode> {
  const lines = options.events ? eventLines(process.stdout, tell) : null;
  const event: Parameters<typeof runEngine>[1]['event'] = lines === null ? null : (change, rule) => lines.line(change, rule);
  let reload = (): void => {};                     // asked before there is anything to reload: the site is being read anyway
  process.on('SIGHUP', () => reload());
  const started = await runEngine({ ...options, workstation: options.workstation ?? os.hostname() }, { note: tell, event });
  if (!started.ok) return refusedBy(started, worded);
  tell(`engine ${started.value.node} is running${options.seconds === null ? '' : ` for ${options.seconds} s`}; Ctrl+C stops it`);
  const over = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => over.resolve());
  reload = () => void started.value.reload().then((r) => {
    if (!r.ok) { tell(worded(r.fault)); return; }
    for (const m of r.value.mistakes) tell(`${m.where}: ${worded(m.fault)}`);
    tell(`site: ${r.value.changes} changes applied, ${r.value.mistakes.length} mistakes`);
  });
  const stop = options.seconds === null ? () => {} : afterLong(systemClock, options.seconds * 1000, over.resolve);
  await over.promise;
  stop();
  await started.value.stop();
  await lines?.drained();
  return Exit.ok;
}
function refusedBy({ fault, details, warnings = [] }: Refused, worded: (fault: Fault) => string): ExitCode {
  const placed = (d: Refused['details'][number]): string => (d.where === '' ? worded(d.fault) : `${d.where}: ${worded(d.fault)}`);
  for (const d of details) tell(placed(d));
  for (const w of warnings) tell(`warning ${placed(w)}`);
  tell(worded(fault));
  return exitOf(fault);
}

type Worded = (fault: Fault) => string;
type Say = (refused: Refused) => ExitCode;
const commands: { readonly [N in Command['name']]: (command: Extract<Command, { name: N }>, say: Say, worded: Worded) => ExitCode | Promise<ExitCode> } = {
  'run': (c, _say, worded) => run(c, worded),
  'verify': (c, say) => verify(c, tell, say),
  'check-export': (c, say) => exportCheck(c, tell, say),
  'backup': (c, say) => backup(c, tell, say),
  'restore': (c, say) => restore(c, tell, say),
  'history': (c, say) => historyCommand(c, tell, say),
  'history-import': (c, say) => historyImport(c, tell, say),
  'site': (c, say, worded) => siteCommand(c, tell, say, worded),
  'set-up': (c, say, worded) => setUpCommand(c, terminal(), { tell, say, worded }),
  'keys': (c, say) => keysCommand(c, terminal(), tell, say),
  'collect': (c, say, worded) => collectCommand(c, tell, say, worded),
  'collector': (c, say, worded) => collectorCommand(c, tell, say, worded),
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const command = commandOf(args);
  if (!command.ok) { tell(`not understood: ${command.fault.params['what']}\n${usage}`); return Exit.usage; }
  const c = command.value;
  const worded = sentences(resources, c.language);
  return commands[c.name](c as never, (refused) => refusedBy(refused, worded), worded);
}

process.on('uncaughtException', (error) => { tell(`engine crashed: ${error.stack ?? error.message}`); process.exit(Exit.crashed); });
process.stderr.on('error', () => {});   // nobody reads what we tell: nobody is told
process.exitCode = await main(process.argv.slice(2));
setTimeout(() => process.exit(), lastWordsMs).unref();   // whoever has not read by then does not read
