import { setup } from './setup/all.mjs';
import { EXIT, say, script, seconds } from './setup/say.mjs';

/** Real kills, real servers and planted crimes: minutes, not seconds, so `npm test` alone runs them. */
const LONG = ['**/crash.test.ts', '**/*.conformance.test.ts', '**/architecture/rules.test.ts', '**/opcua/quiet.test.ts', '**/engine/cli.test.ts', '**/simulator/cli.test.ts', '**/native-adapters/**/foreign*.test.ts'];

/** The one word before any push: types, lint, floor plan and unit tests, side by side; what is green says one line. */
await script('check', async () => {
  await setup({ windows: false });
  const { floorPlan, lint, types, vitest } = await import('./check/runners.mjs');
  const since = performance.now();
  const results = await Promise.all([types(), lint(), floorPlan(), vitest('unit', [], { shown: false, without: LONG })].map(async (running) => {
    const r = await running;
    console.log(`${r.failed === 0 ? 'ok    ' : 'FAILED'} ${r.name.padEnd(10)} ${r.passed > 1 ? `${r.passed} passed` : ''}  ${seconds(since)}`);
    return r;
  }));
  say('check', `left to npm test: ${LONG.join(' ')}`);
  const red = results.filter((r) => r.failed > 0);
  for (const r of red) console.log(`\n--- ${r.name}\n${r.words.trim().split('\n').slice(-60).join('\n')}`);
  return red.length === 0 ? EXIT.ok : EXIT.failed;
});
