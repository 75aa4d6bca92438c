import { debian } from './debian.mjs';
import { dependencies } from './dependencies.mjs';
import { electron } from './electron.mjs';
import { EXIT, Stop } from './say.mjs';

const OLDEST = 20;

/** Everything a fresh machine lacks, in order; each step looks first and skips what is done. Ends in a Stop with the sentence that helps. `windows` false: what runs without Electron needs less. */
export async function setup({ windows = true } = {}) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST) throw new Stop(EXIT.usage, `Node ${process.version} is too old: install Node ${OLDEST} or newer.`);
  dependencies();
  if (!windows) return;
  await electron();
  debian();
}
