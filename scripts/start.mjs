import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setup } from './setup/all.mjs';
import { ROOT } from './setup/places.mjs';
import { EXIT, script, Stop } from './setup/say.mjs';
import { goOnWithToolNode, processes } from './start/processes.mjs';

const USAGE = 'npm start [-- [SCENARIO] [--park whole|demo] [--points N] [--site DIR] [--data DIR] [--lang zh-CN|en] [--profile NAME] [--for SECONDS] [--no-park] [--measure] [--picture FILE.png]]';
const since = Number(process.env.WATCHROOM_SINCE ?? performance.timeOrigin);

function options() {
  try {
    return parseArgs({ allowPositionals: true, options: {
      'site': { type: 'string' }, 'park': { type: 'string' }, 'points': { type: 'string' }, 'data': { type: 'string' }, 'lang': { type: 'string' }, 'profile': { type: 'string' }, 'for': { type: 'string' }, 'no-park': { type: 'boolean' }, 'measure': { type: 'boolean' }, 'picture': { type: 'string' },
    } });
  } catch (error) { throw new Stop(EXIT.usage, `${error.message}\n${USAGE}`); }
}

await script('start', async () => {
  const given = options();
  await setup();
  if (await goOnWithToolNode(join(ROOT, 'scripts', 'start.mjs'))) return process.exitCode;
  const { build } = await import('./start/build.mjs');   // from here on the language of the tool Node
  const { open } = await import('./start/open.mjs');
  build();
  const started = processes();
  const stop = () => void started.end();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  try {
    return await open(given, started, since);
  } finally {
    await started.end();
  }
});
