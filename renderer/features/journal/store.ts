import { createStore } from 'zustand/vanilla';
import type { journalContract, JournalLine } from '#app/journal';
import { oncePerFrame } from '#kit/frame';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

/** `lines`: the newest first, by `seq`; never more than `keep`. */
export interface LogState { readonly lines: readonly JournalLine[]; readonly phase: 'loading' | 'listed'; readonly fault: Fault | null }

/** The newest lines of the journal. What was missed is read again as a whole. */
export function logStore(engine: Client<typeof journalContract>, draw: (run: () => void) => void = (run) => run(), keep = 200) {
  const bySeq = new Map<number, JournalLine>();
  const state = createStore<LogState>(() => ({ lines: [], phase: 'loading', fault: null }));
  let asked = 0;
  function told(): Pick<LogState, 'lines'> {
    const lines = [...bySeq.values()].toSorted((a, b) => b.seq - a.seq).slice(0, keep);
    bySeq.clear();
    for (const line of lines) bySeq.set(line.seq, line);
    return { lines };
  }
  const tell = oncePerFrame(draw, () => state.setState(told()));
  async function relist(): Promise<void> {
    const turn = ++asked;
    const r = await engine.call('journal.recent', { limit: keep });
    if (turn !== asked) return; // race: a later gap asked again
    if (!r.ok) { state.setState({ fault: r.fault }); return; }
    const newest = r.value[0]?.seq ?? 0;
    for (const seq of bySeq.keys()) if (seq < newest) bySeq.delete(seq); // another journal, or lines that the answer has again
    for (const line of r.value) bySeq.set(line.seq, line);
    state.setState({ ...told(), phase: 'listed', fault: null });
  }
  const dispose = engine.listen('journal.appended', { value: (line) => { bySeq.set(line.seq, line); tell(); }, gap: () => void relist() });
  return { state, dispose, listed: relist() };
}
export type LogStore = ReturnType<typeof logStore>;
