import { openCatalogue } from '../../../../storage/history/catalogue/index.ts';
import { keeperOf, slices } from '../../../../storage/history/keeping/index.ts';

/** Merges all of a folder, as the thread that keeps does; whoever started it ends it by force. */
const dir = process.argv[2] ?? '';
const opened = openCatalogue(dir);
if (!opened.ok) throw new Error(opened.fault.code);
const keeper = keeperOf({ dir, catalogue: opened.value, now: Date.now, mono: () => performance.now(), note: () => {}, slices: slices(() => true), graceMs: 0 });
process.stdout.write('begun\n');
await keeper.keepNow();
while (await keeper.step());
process.stdout.write('done\n');
