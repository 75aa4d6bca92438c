import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { electronBinary, ROOT } from '../setup/places.mjs';
import { say } from '../setup/say.mjs';
import { electronFlags, hasDisplay, virtualDisplay } from './display.mjs';
import { firstAlarm, portFrom } from './look.mjs';
import { park, parkFor } from './park.mjs';
import { exitOf } from './processes.mjs';

const LOOK_MS = 60_000;

/** Everything Chromium says about buses and GPUs it does not find here stays out of the way; our own lines pass. */
function listen(electron, onPort) {
  let rest = '';
  electron.stderr.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const port = portFrom(line);
      if (port !== undefined) onPort(port);
      else if (line.trim() !== '' && !/dbus|:ERROR:|:WARNING:/.test(line)) process.stderr.write(`${line}\n`);
    }
  });
}

/** Starts display, park and application at the same time, and resolves with the application's exit code. `since`: epoch ms of the command, for --measure. */
export async function open({ values, positionals }, started, since) {
  const { site, description } = parkFor(values);
  const data = resolve(values.data ?? join(ROOT, 'data'));
  mkdirSync(data, { recursive: true });
  const virtual = !hasDisplay();
  const display = virtual ? await virtualDisplay(started, { once: true }) : {};
  if (virtual) say('start', `no display here: the window opens on a virtual one (DISPLAY=${display.DISPLAY}); --picture FILE.png takes a picture of it`);
  if (!values['no-park'] && description !== null) await park(started, site, description, positionals[0]);
  const flags = electronFlags(virtual);
  if (flags.includes('--no-sandbox')) say('start', 'running as root: Chromium starts with --no-sandbox; an ordinary user has the sandbox');
  const looks = values.measure || values.picture !== undefined;
  const own = ['lang', 'profile', 'for'].flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  const electron = started.start(electronBinary(), [...flags, ...(looks ? ['--remote-debugging-port=0'] : []), ROOT, '--site', site, '--data', data, ...own], {
    stdio: ['ignore', 'inherit', 'pipe'], env: display, detached: process.platform !== 'win32',   // Ctrl+C is ours to tell: Chromium's own processes would fall before it has closed
  });
  let looking = Promise.resolve();
  listen(electron, (port) => { if (looks) looking = look(port, values, since); });
  const code = await exitOf(electron);
  await looking;
  return code;
}

async function look(port, values, since) {
  const at = await firstAlarm(port, LOOK_MS, values.picture);
  if (values.measure) console.log(at === null ? `no alarm within ${LOOK_MS / 1000} s` : `first alarm on screen after ${Math.round(at - since)} ms`);
  if (values.picture !== undefined) say('picture', values.picture);
}
