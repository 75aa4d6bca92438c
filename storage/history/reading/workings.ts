import path from 'node:path';
import { answerers } from '#app/history';
import { fail, ok } from '#kernel/result';
import { exportHistory } from '../exporting/index.ts';
import type { Workings } from './runner.ts';

/** Columns, of which the engine's end makes the answer (`latestViews`): a hundred thousand small objects take longer to copy from thread to thread than all the rest together. */
// oxlint-disable-next-line require-yield
const latestColumns: Workings['history.latest'] = function* ({ points }, source) {
  const rows = source.latest(points);
  const missing = points.find((point, i) => Number.isNaN(rows.time[i]!) && source.series(point) === null);
  return missing === undefined ? ok(rows) : fail('no-such-point', { point: missing });
};

/** How every kind of question is worked on. `dir`: the folder of history; what is exported goes into the folder of exports beside it. */
export const workings = (dir: string): Workings => ({
  ...answerers,
  'history.latest': latestColumns,
  'history.export': (question, source, tell) => exportHistory(path.join(path.dirname(dir), 'exports'), question, source, tell),
});
