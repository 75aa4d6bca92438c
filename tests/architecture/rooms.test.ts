import fs from 'node:fs';
import { expect, it } from 'vitest';

const dirs = (p: string) => (fs.existsSync(p) ? fs.readdirSync(p, { withFileTypes: true }).filter((d) => d.isDirectory()).map((d) => d.name) : []);
const modules = dirs('app').filter((m) => m !== 'kernel');

/** Modules of app/ that no window shows, each with its reason. */
const headless: Record<string, string> = {
  page: 'what hosts may serve; it has nothing to show',
  output: 'shown through what caused it, and in the journal',
  selection: 'every window has it: renderer/windows/open/SelectionBar.tsx',
  calculation: 'its points are shown as all others are',
  contract: 'the list of what windows may ask; it has no words of its own',
};

it('every feature of a window is a module of app/, and every module is shown or says why not', () => {
  const features = dirs('renderer/features');
  expect(features.filter((f) => !modules.includes(f))).toEqual([]);
  expect(modules.filter((m) => !features.includes(m) && !(m in headless))).toEqual([]);
});

it('every top folder is on the plan', () => {
  const plan = ['app', 'main', 'preload', 'renderer', 'native-adapters', 'outputs', 'storage', 'server', 'simulator', 'resources', 'tests', 'scripts', 'docs', 'node_modules', 'out', 'dist', 'artefacts', 'data', 'test-results'];
  expect(dirs('.').filter((d) => !d.startsWith('.') && !plan.includes(d))).toEqual([]);
  expect(dirs('main').filter((d) => !['shell', 'engine', 'media'].includes(d))).toEqual([]);
  expect(dirs('resources').filter((d) => !['locales', 'sites', 'icons', 'sounds'].includes(d))).toEqual([]);
  expect(fs.globSync('{app,main,outputs,resources/**}/*.ts')).toEqual([]); // no file stands in a corridor
});

it('every module of app/ has its front door, and every machine its specification', () => {
  expect(modules.filter((m) => !fs.existsSync(`app/${m}/index.ts`))).toEqual([]);
  expect(modules.filter((m) => fs.existsSync(`app/${m}/machine.ts`) && !fs.existsSync(`app/${m}/SPEC.md`))).toEqual([]);
});

it('every adapter runs the conformance suite', () => {
  expect(dirs('native-adapters').filter((a) => !fs.existsSync(`tests/native-adapters/${a}.conformance.test.ts`))).toEqual([]);
});

it('no file is named after nothing', () => {
  const empty = /(^|\/)(utils?|helpers?|common|misc|shared|types|manager|service)\.tsx?$/;
  expect(fs.globSync('{app,main,preload,renderer,native-adapters,outputs,storage,simulator,server}/**/*.{ts,tsx}').filter((f) => empty.test(f))).toEqual([]);
});
