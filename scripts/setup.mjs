import { setup } from './setup/all.mjs';
import { electronOrigin } from './setup/electron.mjs';
import { say, script, seconds } from './setup/say.mjs';

await script('setup', async () => {
  const since = performance.now();
  await setup();
  say('setup', `ready (Electron: ${process.env.WATCHROOM_ELECTRON ?? electronOrigin()}) in ${seconds(since)}`);
});
