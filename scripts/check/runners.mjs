import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { electronBinary, ROOT, TOOLS, toolNode } from '../setup/places.mjs';
import { environment, exitOf } from '../start/processes.mjs';

export const ARTEFACTS = join(ROOT, 'artefacts');
const ROOMS = ['app', 'main', 'preload', 'renderer', 'native-adapters', 'outputs', 'storage', 'server', 'simulator', 'scripts', 'tests'];

/** One program, run with the tool Node; `shown`: its words go straight to the terminal, else they are kept. */
async function tool(args, { shown = false, program = toolNode(), env = {} } = {}) {
  const child = spawn(program, args, { cwd: ROOT, env: environment({ NO_COLOR: '1', ...env }), stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (t) => { words += t; });
  return { code: await exitOf(child), words };
}

const one = (name, good, words) => ({ name, passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0, words: good ? '' : words });
const report = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

export async function types() {
  const { code, words } = await tool([TOOLS.tsc, '-b']);
  return one('types', code === 0, words);
}
export async function lint() {
  const { code, words } = await tool([TOOLS.oxlint, '--type-aware']);
  return one('lint', code === 0, words);
}
/** The cruiser is green over nothing when its parser is missing: it must have read something. */
export async function floorPlan() {
  const { code, words } = await tool([TOOLS.depcruise, '--config', '.dependency-cruiser.cjs', ...ROOMS]);
  const modules = Number(/\((\d+) modules/.exec(words)?.[1] ?? 0);
  return one('floor plan', code === 0 && modules > 0, modules === 0 ? `the cruiser read no module\n${words}` : words);
}

/** Vitest's figures: a file that could not even be read counts as one failure, a runner without a report as another. */
function vitestFigures(name, json, { code, words }) {
  if (json === null) return { name, passed: 0, failed: 1, skipped: 0, words: words || `no report; exit code ${code}` };
  const unread = json.testResults.filter((f) => f.status === 'failed' && f.assertionResults.every((a) => a.status !== 'failed')).length;
  const failed = json.numFailedTests + unread;
  return { name, passed: json.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: json.numPendingTests + json.numTodoTests, words: failed === 0 && code === 0 ? '' : words };
}

/** Vitest on the tool Node, or on Electron's own (`electron`), for the paths given, without the files of some globs. */
export async function vitest(name, paths, { electron = false, shown = true, without = [] } = {}) {
  mkdirSync(ARTEFACTS, { recursive: true });
  const file = join(ARTEFACTS, `${name.replaceAll(/\W+/g, '-')}.json`);
  rmSync(file, { force: true });
  const args = [TOOLS.vitest, 'run', ...paths, ...without.map((glob) => `--exclude=${glob}`), '--reporter=json', `--outputFile.json=${file}`, shown ? '--reporter=default' : '--reporter=dot'];
  const done = await tool(args, { shown, ...(electron ? { program: electronBinary(), env: { ELECTRON_RUN_AS_NODE: '1' } } : {}) });
  return vitestFigures(name, report(file), done);
}

/** Playwright on real Electron. `display`: the environment that names a screen. */
export async function playwright(name, paths, display) {
  mkdirSync(ARTEFACTS, { recursive: true });
  const file = join(ARTEFACTS, 'end-to-end.json');
  rmSync(file, { force: true });
  const { code } = await tool([TOOLS.playwright, 'test', ...paths], { shown: true, env: display });
  const json = existsSync(file) ? report(file) : null;
  if (json === null) return { name, passed: 0, failed: 1, skipped: 0, words: `no report; exit code ${code}` };
  const { expected, unexpected, flaky, skipped } = json.stats;   // flaky: passed at the second try, on CI only; the run's own lines name it
  const failed = unexpected + json.errors.length;
  return { name, passed: expected + flaky, failed: failed === 0 && code !== 0 ? 1 : failed, skipped, words: '' };
}
