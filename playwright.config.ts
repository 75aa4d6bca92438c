import { defineConfig } from '@playwright/test';

/** Real Electron, two at a time on two cores, each on a data folder of its own; started by `npm test`, which brings a screen where there is none. */
export default defineConfig({
  testDir: 'tests',
  testMatch: ['end-to-end/**/*.spec.ts', 'security/**/*.spec.ts'],
  outputDir: 'artefacts/end-to-end',
  workers: 2,
  fullyParallel: false,
  retries: process.env['CI'] === 'true' ? 1 : 0,   // as in vitest.config.ts
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'artefacts/end-to-end.json' }]],
  use: { trace: 'off' },
});
