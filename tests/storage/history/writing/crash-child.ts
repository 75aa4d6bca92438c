import fs from 'node:fs';
import path from 'node:path';
import { pointId } from '#app/park';
import { openHistorian } from '#storage';

// Puts numbered samples for as long as it lives, and shows (prints) how far all is on the disk only after `settled` said so. It is killed from outside at any moment.
const show = (line: string): void => { fs.writeSync(1, `${line}\n`); };
const [dir = '', from = '0', seed = '1'] = process.argv.slice(2);
fs.mkdirSync(path.join(dir, 'history'), { recursive: true });
let state = Number(seed);
const chance = (below: number): number => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state % below; };

const opened = await openHistorian({ dir, note: (n) => { show(`note ${n.name}`); }, limits: { windowRows: 3000, windowMs: 0, fewRows: 500, leaveBytes: 0, syncMs: 20 } });
if (!opened.ok) throw new Error(opened.fault.code);
const history = opened.value;
const points = 5;
history.follow({ points: Array.from({ length: points }, (_, i) => ({ handle: i, id: pointId(`P-${i}`), type: 'analog', range: { low: 0, high: 1e9 }, bits: null, deviation: 0, retention: 'a', holdMs: Infinity })), classes: [], budgetBytes: null });
let next = Number(from);
show('started');
for (;;) {
  const count = 1 + chance(400);
  const began = next;
  next += count;
  const rows = Array.from({ length: count }, (_, i) => began + i);
  const time = Float64Array.from(rows, (n) => 1_700_000_000_000 + n * 10);
  history.put({ length: count, handle: Uint32Array.from(rows, (n) => n % points), value: Float64Array.from(rows), status: new Uint32Array(count), sourceTime: time, receivedTime: time });
  if (chance(3) === 0) { await history.settled(); show(`stored ${next}`); } else await new Promise((resolve) => { setTimeout(resolve, chance(4)); });
}
