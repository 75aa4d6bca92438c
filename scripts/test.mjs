import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setup } from './setup/all.mjs';
import { ROOT } from './setup/places.mjs';
import { EXIT, say, script, seconds, Stop } from './setup/say.mjs';
import { goOnWithToolNode, processes } from './start/processes.mjs';

const USAGE = 'npm test [-- [--tour | --unit | --electron | --e2e] [PATH...]]';
/** Native modules, crypto and timers differ between the two runtimes: these run on Electron's own Node as well; app/ has none of them. */
const ON_ELECTRON = ['tests/storage', 'tests/native-adapters'];

function options() {
  try {
    return parseArgs({ allowPositionals: true, options: { tour: { type: 'boolean' }, unit: { type: 'boolean' }, electron: { type: 'boolean' }, e2e: { type: 'boolean' } } });
  } catch (error) { throw new Stop(EXIT.usage, `${error.message}\n${USAGE}`); }
}

/** The suites in order, by name; each gives its figures. */
async function suites({ values, positionals }, started) {
  const { floorPlan, lint, playwright, types, vitest } = await import('./check/runners.mjs');
  const { build } = await import('./start/build.mjs');
  const { virtualDisplay } = await import('./start/display.mjs');
  const all = {
    'types': types, 'lint': lint, 'floor plan': floorPlan,
    'unit': () => vitest('unit', positionals),
    'on electron': () => vitest('on electron', positionals.length > 0 ? positionals : ON_ELECTRON, { electron: true }),
    'end to end': async () => {
      build();
      return playwright('end to end', positionals, process.platform === 'linux' ? await virtualDisplay(started) : {});   // never on the screen of whoever works here
    },
    'tour': () => vitest('tour', ['tests/tour']),
  };
  const asked = values.tour ? ['tour'] : values.unit ? ['unit'] : values.electron ? ['on electron'] : values.e2e ? ['end to end'] : ['types', 'lint', 'floor plan', 'unit', 'on electron', 'end to end'];
  return asked.map((name) => [name, all[name]]);
}

async function runAll(asked) {
  const results = [];
  for (const [name, run] of asked) {
    const since = performance.now();
    say('test', name);
    const result = await run().catch((error) => ({ name, passed: 0, failed: 1, skipped: 0, words: error.message }));
    if (result.failed > 0 && result.words !== '') console.log(result.words.trim().split('\n').slice(-80).join('\n'));
    results.push({ ...result, took: seconds(since) });
  }
  return results;
}

await script('test', async () => {
  const given = options();
  await setup();
  if (await goOnWithToolNode(join(ROOT, 'scripts', 'test.mjs'))) return process.exitCode;
  const started = processes();
  const stop = () => void started.end();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  try {
    const results = await runAll(await suites(given, started));
    console.log('');
    for (const r of results) console.log(`${r.name.padEnd(12)} ${String(r.passed).padStart(5)} passed ${String(r.failed).padStart(4)} failed ${String(r.skipped).padStart(4)} skipped   ${r.took}`);
    const sum = (key) => results.reduce((n, r) => n + r[key], 0);
    console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
    return sum('failed') === 0 ? EXIT.ok : EXIT.failed;
  } finally {
    await started.end();
  }
});
