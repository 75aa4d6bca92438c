import { debian } from './debian.mjs';
import { dependencies } from './dependencies.mjs';
import { electron } from './electron.mjs';
import { EXIT, Stop } from './say.mjs';

const OLDEST = 20;

/** Everything a fresh machine lacks, in order; each step looks first and skips what is done. Ends in a Stop with the sentence that helps. */
export async function setup() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST) throw new Stop(EXIT.usage, `Node ${process.version} is too old: install Node ${OLDEST} or newer.`);
  dependencies();
  await electron();
  debian();
}
