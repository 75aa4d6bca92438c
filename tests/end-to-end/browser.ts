import fs from 'node:fs';
import path from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';

/** Pages of a browser that knows nothing of us. `name`: which it is. */
export interface Browser { readonly name: string; readonly pages: readonly Page[]; close(): Promise<void> }

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update'];

/** The system's Chromium where there is one, else Electron's own with an empty main script: the same engine, none of our shell. */
export async function plainBrowser(count: number): Promise<Browser> {
  const system = places.find((p) => fs.existsSync(p));
  if (system !== undefined) {
    const browser = await chromium.launch({ executablePath: system, args: flags });
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const pages = [];
    for (let n = 0; n < count; n++) pages.push(await context.newPage());
    return { name: `chromium ${browser.version()}`, pages, close: () => browser.close() };
  }
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _node, ...env } = process.env as Record<string, string>;
  const named = process.env['WATCHROOM_ELECTRON'];
  const app = await _electron.launch({ args: [...flags, path.join(import.meta.dirname, 'plain-browser.cjs')], env: { ...env, PLAIN_PAGES: String(count) }, ...(named === undefined ? {} : { executablePath: named }) });
  while (app.windows().length < count) await app.waitForEvent('window');
  return { name: `electron's chromium ${await app.evaluate(() => process.versions.chrome)}`, pages: app.windows(), close: () => app.close() };
}
