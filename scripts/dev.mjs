import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setup } from './setup/all.mjs';
import { ROOT, TOOLS, toolNode } from './setup/places.mjs';
import { say, script } from './setup/say.mjs';
import { electronFlags, hasDisplay, virtualDisplay } from './start/display.mjs';
import { park, parkFor } from './start/park.mjs';
import { exitOf, processes } from './start/processes.mjs';

/** Park, engine and windows with reload: a page changes while it is looked at, a change in main/ starts the application again. */
await script('dev', async () => {
  await setup();
  const started = processes();
  const stop = () => void started.end();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  try {
    const virtual = !hasDisplay();
    const display = virtual ? await virtualDisplay(started, { once: true }) : {};
    if (virtual) say('dev', `no display here: the window opens on a virtual one (DISPLAY=${display.DISPLAY})`);
    const { site, description } = parkFor({});
    const data = join(ROOT, 'data');
    mkdirSync(data, { recursive: true });
    await park(started, site, description, process.argv[2]);
    const flags = electronFlags(virtual);
    const noSandbox = flags.includes('--no-sandbox') ? ['--noSandbox'] : [];
    return await exitOf(started.start(toolNode(), [TOOLS.vite, 'dev', '--watch', ...noSandbox, '--', ...flags, '--site', site, '--data', data], { env: display }));
  } finally {
    await started.end();
  }
});
