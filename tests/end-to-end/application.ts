import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

export const ROOT = path.join(import.meta.dirname, '..', '..');
const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
/** As Chromium draws by itself where there is no graphics card: its compositor in software, WebGL by SwiftShader. */
const inSoftware = ['--disable-gpu-compositing'];
const named = process.env['WATCHROOM_ELECTRON'];

/** The built application, running, and its desk. `said`: what it wrote on stderr. */
export interface Application { readonly app: ElectronApplication; readonly desk: Page; readonly said: () => string; close(): Promise<void> }

/** A folder of its own that a test may fill; `end` removes it. */
export function folder(): { readonly path: string; end(): void } {
  const at = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-e2e-'));
  return { path: at, end: () => fs.rmSync(at, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts the real application on a data folder; resolves when its first window is there. `drawing`: Chromium's flags for how it draws. */
export async function launch(args: readonly string[], drawing: readonly string[] = inSoftware): Promise<Application> {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _node, ...env } = process.env as Record<string, string>;
  const app = await _electron.launch({ args: [...flags, ...drawing, ROOT, ...args], env, cwd: ROOT, ...(named === undefined ? {} : { executablePath: named }) });
  let words = '';
  app.process().stderr?.on('data', (bytes: Buffer) => { words += bytes.toString(); });
  const desk = await app.firstWindow();
  return { app, desk, said: () => words, close: () => app.close() };
}

/** Keeps a picture for people: artefacts/<name>.png. */
export async function picture(page: Page, name: string): Promise<void> {
  const file = path.join(ROOT, 'artefacts', `${name}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}
