import { Worker } from 'node:worker_threads';
import type { Entry, ReadRoster, SheetContext, ShiftTable } from '#app/duty';
import { fail, ok, type Fault, type Result } from '#kernel/result';

/** A `SheetContext` as it crosses to a thread. */
interface PlainContext { readonly people: SheetContext['people']; readonly units: SheetContext['units']; readonly table: ShiftTable; readonly zone: string }
export type WorkbookAsk = { readonly context: PlainContext } & ({ readonly t: 'read'; readonly bytes: Uint8Array } | { readonly t: 'write'; readonly entries: readonly Entry[]; readonly language: 'zh' | 'en' });
export type WorkbookAnswer = { readonly t: 'read'; readonly read: ReadRoster } | { readonly t: 'write'; readonly file: Uint8Array };

/** Reads and writes workbooks where it holds up nothing else. Fault `workbook-lost`: it took too long, or too much, and was ended. */
export interface Workbooks {
  read(bytes: Uint8Array, context: SheetContext): Promise<Result<ReadRoster, Fault<'workbook-lost'>>>;
  write(entries: readonly Entry[], context: SheetContext, language: 'zh' | 'en'): Promise<Result<Uint8Array, Fault<'workbook-lost'>>>;
}
/** How much and how long one workbook may take: the largest that the bounds let in (DTY-39) takes a tenth of both. */
const bounds = { megabytes: 768, ms: 120_000 };

/** One thread for one workbook, ended with it: whatever is in a file ends no other, and nothing of it stays. `url`: the script. */
export function workbookThread(url: URL, most: { readonly megabytes: number; readonly ms: number } = bounds): Workbooks {
  const plain = ({ people, units, shifts }: SheetContext): PlainContext => ({ people, units, table: shifts.table, zone: shifts.zone.name });
  function run(ask: WorkbookAsk): Promise<Result<WorkbookAnswer, Fault<'workbook-lost'>>> {
    const { promise, resolve } = Promise.withResolvers<Result<WorkbookAnswer, Fault<'workbook-lost'>>>();
    const worker = new Worker(url, { workerData: ask, stdout: false, stderr: false, resourceLimits: { maxOldGenerationSizeMb: most.megabytes } });
    const late = setTimeout(() => void worker.terminate(), most.ms);
    worker.once('message', (answer: WorkbookAnswer) => resolve(ok(answer)));
    worker.once('error', (error) => resolve(fail('workbook-lost', { reason: String(error).slice(0, 200) })));
    worker.once('exit', (code) => { clearTimeout(late); resolve(fail('workbook-lost', { reason: `exit ${code}` })); });
    return promise;
  }
  return {
    async read(bytes, context) {
      const done = await run({ t: 'read', bytes, context: plain(context) });
      return !done.ok ? done : done.value.t === 'read' ? ok(done.value.read) : fail('workbook-lost', { reason: done.value.t });
    },
    async write(entries, context, language) {
      const done = await run({ t: 'write', entries, context: plain(context), language });
      return !done.ok ? done : done.value.t === 'write' ? ok(done.value.file) : fail('workbook-lost', { reason: done.value.t });
    },
  };
}
