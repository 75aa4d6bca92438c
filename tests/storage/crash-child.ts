import fs from 'node:fs';
import { engineActor } from '#kernel/session';
import { openData, openJournal } from '#storage';
import { realClock } from '../clock.ts';

// Appends for as long as it lives, and shows (prints) each event only after its promise resolved. It is killed from outside at any moment.
const show = (line: string): void => { fs.writeSync(1, `${line}\n`); };
const [dir = '', seed = '1'] = process.argv.slice(2);
let state = Number(seed);
const chance = (below: number): number => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state % below; };

show('started');
const data = openData(dir, { clock: realClock });
if (!data.ok) throw new Error(data.fault.code);
const journal = await openJournal(data.value, { clock: realClock, note: (n) => { show(`note ${n.name}`); }, reserveBytes: 65_536, realm: 'live' });
if (!journal.ok) throw new Error(`${journal.fault.code} ${JSON.stringify(journal.fault.params)}`);
const { value } = journal;
show(`term ${value.term}`);

async function append(): Promise<void> {
  const drafts = Array.from({ length: 1 + chance(5) }, (_, i) => ({
    time: realClock.now(), actor: engineActor, realm: 'live' as const, kind: 'alarm.changed', v: 1, subject: `P-${chance(50)}`, body: { i, text: 'x'.repeat(chance(2000)) },
  }));
  const result = await value.append(drafts);
  show(!result.ok ? `failed ${result.fault.code}` : result.value.map((e) => `shown ${e.seq} ${e.hash}`).join('\n'));
}
for (;;) {
  const under = Array.from({ length: 1 + chance(12) }, append);
  if (chance(4) === 0) await value.snapshot({ at: value.head().seq, filling: 'y'.repeat(chance(20_000)) });
  await Promise.all(under);
}
