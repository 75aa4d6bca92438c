import { createStore } from 'zustand/vanilla';
import type { journalContract, JournalLine } from '#app/journal';
import { oncePerFrame } from '#kit/frame';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

/** The horn of the room answers every alarm and is a line in the journal each time; on the desk the alarm's own line says it. */
const told = ({ kind, params }: JournalLine): boolean => !(kind === 'output.command' && params['device'] === 'horn');

/** `lines`: the newest first, by `seq`; never more than `keep`. */
export interface LogState { readonly lines: readonly JournalLine[]; readonly phase: 'loading' | 'listed'; readonly fault: Fault | null }

/** The newest lines of the journal. What was missed is read again as a whole. */
export function logStore(engine: Client<typeof journalContract>, draw: (run: () => void) => void = (run) => run(), keep = 200) {
  const bySeq = new Map<number, JournalLine>();
  const heard = new Set<number>();
  const state = createStore<LogState>(() => ({ lines: [], phase: 'loading', fault: null }));
  let asked = 0;
  function newest(): Pick<LogState, 'lines'> {
    const lines = [...bySeq.values()].toSorted((a, b) => b.seq - a.seq).slice(0, keep);
    bySeq.clear();
    for (const line of lines) bySeq.set(line.seq, line);
    return { lines };
  }
  const tell = oncePerFrame(draw, () => state.setState(newest()));
  async function relist(): Promise<void> {
    const turn = ++asked;
    heard.clear();
    const r = await engine.call('journal.recent', { limit: Math.min(2 * keep, 500) });
    if (turn !== asked) return; // race: a later gap asked again
    if (!r.ok) { state.setState({ fault: r.fault }); return; }
    for (const seq of bySeq.keys()) if (!heard.has(seq)) bySeq.delete(seq); // it may be another journal
    for (const line of r.value.filter(told)) bySeq.set(line.seq, line);
    state.setState({ ...newest(), phase: 'listed', fault: null });
  }
  const dispose = engine.listen('journal.appended', { value: (line) => { if (!told(line)) return; heard.add(line.seq); bySeq.set(line.seq, line); tell(); }, gap: () => void relist() });
  return { state, dispose, listed: relist() };
}
export type LogStore = ReturnType<typeof logStore>;
