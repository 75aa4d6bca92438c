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
  /** What came while all is read again; null where nothing is on its way. */
  let heard: Set<number> | null = null;
  const state = createStore<LogState>(() => ({ lines: [], phase: 'loading', fault: null }));
  let asked = 0;
  function newest(): Pick<LogState, 'lines'> {
    const lines = [...bySeq.values()].toSorted((a, b) => b.seq - a.seq).slice(0, keep);
    bySeq.clear();
    for (const line of lines) bySeq.set(line.seq, line);
    return { lines };
  }
  const tell = oncePerFrame(draw, () => state.setState(newest()));
  /** What was read stays while the engine is away; not once the right to it is gone: somebody else stands here now. */
  function lose(fault: Fault): void {
    if (fault.code !== 'forbidden') { state.setState({ fault }); return; }
    bySeq.clear();
    state.setState({ lines: [], phase: 'loading', fault });
  }
  async function relist(): Promise<void> {
    const turn = ++asked;
    heard = new Set();
    const meanwhile = heard;
    const r = await engine.call('journal.recent', { limit: Math.min(2 * keep, 500) });
    if (turn !== asked) return; // race: a later gap asked again
    heard = null;
    if (!r.ok) { lose(r.fault); return; }
    for (const seq of bySeq.keys()) if (!meanwhile.has(seq)) bySeq.delete(seq); // it may be another journal
    for (const line of r.value.filter(told)) bySeq.set(line.seq, line);
    state.setState({ ...newest(), phase: 'listed', fault: null });
  }
  const dispose = engine.listen('journal.appended', { value: (line) => { if (!told(line)) return; heard?.add(line.seq); bySeq.set(line.seq, line); tell(); }, gap: () => void relist() });
  return {
    state, dispose, listed: relist(),
    /** Somebody came or went: reads again, by the right of who is here now. */
    again: (): void => void relist(),
  };
}
export type LogStore = ReturnType<typeof logStore>;
