import { spawn } from 'node:child_process';
import { MODULES, ROOT, toolNode, windows } from '../setup/places.mjs';
import { join } from 'node:path';

const PATIENCE_MS = 8_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The environment of everything we start: the tool Node comes first on the path. */
export function environment(extra = {}) {
  const separator = windows ? ';' : ':';
  const { ELECTRON_RUN_AS_NODE: _inherited, ...ours } = process.env;   // it would turn the application into a Node
  return { ...ours, PATH: `${join(MODULES, '.bin')}${separator}${process.env.PATH ?? ''}`, ...extra };
}

const ended = (child) => child.exitCode !== null || child.signalCode !== null;
/** Resolves with the exit code (128 for a signal); a program that could not be started counts as 127. */
export const exitOf = (child) => new Promise((done) => {
  if (ended(child)) { done(child.exitCode ?? 128); return; }
  child.once('error', () => done(127));
  child.once('exit', (code) => done(code ?? 128));
});

/** Runs a program to its end in our own terminal; signals that reach us are handed on. */
export async function forward(program, args, extra = {}) {
  const child = spawn(program, args, { cwd: process.cwd(), stdio: 'inherit', env: environment(extra) });
  const hand = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, hand);
  try {
    return await exitOf(child);
  } finally {
    for (const signal of SIGNALS) process.off(signal, hand);
  }
}

/** After the set-up a script goes on with the tool Node; true: it did, and this process is done. */
export async function goOnWithToolNode(script) {
  const node = toolNode();
  if (node === null || Number(process.versions.node.split('.')[0]) >= 24) return false;
  process.exitCode = await forward(node, [script, ...process.argv.slice(2)], { WATCHROOM_SINCE: process.env.WATCHROOM_SINCE ?? String(performance.timeOrigin) });
  return true;
}

/** What one script has started, so that it can end all of it. */
export function processes() {
  const children = [];
  return {
    start(program, args, options = {}) {
      const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...options, env: environment(options.env) });
      children.push(child);
      return child;
    },
    /** The last started first; each is asked, and ended after eight seconds. */
    async end() {
      for (const child of children.splice(0).toReversed()) {
        if (ended(child)) continue;
        const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
        child.kill('SIGTERM');
        await exitOf(child);
        clearTimeout(late);
      }
    },
  };
}
