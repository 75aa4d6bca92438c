import fs from 'node:fs';
import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import type { JournalFault } from '#app/journal';
import { ok, type Result } from '#kernel/result';
import { reasonOf } from '../disk/reason.ts';
import { readHeads } from '../head.ts';
import type { Close, FromWorker, WorkerOptions } from '../journal/protocol.ts';
import { fastSm3 } from '../sm3.ts';
import { ownHead, verifyJournal, type Finding, type VerifyReport, type VerifyWatch } from '../verify.ts';
import type { HeadFolder, HeadFolders, VerifyAnswer, VerifyAsk } from './protocol.ts';

/** How often progress is told, in ms. */
const tellEveryMs = 200;
const isFolder = (folder: string): boolean => { try { return fs.statSync(folder).isDirectory(); } catch { return false; } };

/** A first copy is written within a second of the start: one that comes within five was late, and not taken away. */
async function withoutLate(report: VerifyReport): Promise<VerifyReport> {
  const missing = (f: Finding): boolean => f.reason === 'head-missing' && f.file !== undefined && !fs.existsSync(path.join(f.file, `${f.node}.json`));
  const late = (f: Finding): boolean => f.reason === 'head-missing' && !missing(f);
  for (let tries = 0; tries < 5 && report.findings.some(missing); tries++) await new Promise((resolve) => { setTimeout(resolve, 1000); });
  const findings = report.findings.filter((f) => !late(f));
  return { ...report, findings, holds: findings.length === 0 };
}

/** The worker that verifies: it reads beside the writer, changes nothing, and holds up no other thread (STO-17). */
export function serveVerify(port: MessagePort, options: WorkerOptions): void {
  const say = (message: FromWorker): void => { port.postMessage(message); };
  const still = new Int32Array(new SharedArrayBuffer(4));

  function watch(cancel: SharedArrayBuffer, gentle: boolean): VerifyWatch {
    let [told, began] = [0, performance.now()];
    return {
      progress(checked, of) {
        const now = performance.now();
        if (gentle) { Atomics.wait(still, 0, 0, Math.min(100, now - began)); began = performance.now(); }
        if (now - told < tellEveryMs) return;
        told = now;
        say({ t: 'progress', checked, of });
      },
      unwanted: () => Atomics.load(new Int32Array(cancel), 0) !== 0,
    };
  }
  async function verified({ cancel, gentle }: Extract<VerifyAsk, { t: 'verify' }>): Promise<Result<VerifyAnswer, JournalFault>> {
    const [there, unreached] = [options.headCopies.filter(isFolder), options.headCopies.filter((folder) => !isFolder(folder))];
    const report = verifyJournal(options.dir, { heads: there, own: ownHead(options.dir), hash: await fastSm3(), watch: watch(cancel, gentle) });
    if (report.ok) return ok({ report: await withoutLate(report.value), unreached });
    const { code, params } = report.fault;
    return code === 'cancelled' || code === 'not-found' ? ok({ refused: { code, params } }) : { ok: false, fault: { code, params } };
  }
  function folderOf(folder: string, outside: boolean, publicKey: string | null): HeadFolder {
    if (!isFolder(folder)) return { folder, outside, copies: [], fault: 'not-there' };
    try {
      return { folder, outside, fault: null, copies: readHeads(folder).map(({ file, head, holds }) => ({ file: path.basename(file), head, holds, ownKey: head?.publicKey === publicKey, at: fs.statSync(file).mtimeMs })) };
    } catch (error) { return { folder, outside, copies: [], fault: reasonOf(error) }; }
  }
  function heads(): HeadFolders {
    const publicKey = ownHead(options.dir)?.publicKey ?? null;
    return { publicKey, folders: [folderOf(path.join(options.dir, 'heads'), false, publicKey), ...options.headCopies.map((folder) => folderOf(folder, !path.resolve(folder).startsWith(options.dir + path.sep), publicKey))] };
  }
  say({ t: 'opened', result: ok(null) });
  port.on('message', async (ask: VerifyAsk | Close) => {
    if (ask.t === 'close') { say({ t: 'closed' }); port.close(); return; }
    say({ t: 'answers', answers: [{ id: ask.id, result: ask.t === 'heads' ? ok({ heads: heads() }) : await verified(ask) }] });
  });
}
