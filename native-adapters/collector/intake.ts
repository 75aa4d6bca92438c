import type { Batch } from '#app/acquisition';
import type { FarPoints } from './far-points.ts';
import type { Frame } from './frames.ts';
import type { Line } from './line.ts';
import type { Taken } from './taken.ts';
import { batchIn, bodyOf, wordsIn, type FarState, type WordsFault, type Words } from './words.ts';

/** What an intake needs. `take` resolves when the engine has taken a batch. `fault`: something it said was wrong; the link is to end. */
export interface IntakeDeps {
  readonly points: FarPoints;
  readonly taken: Taken;
  readonly take: (batch: Batch) => Promise<void>;
  readonly ready: (line: Line) => void;
  readonly state: (state: FarState) => void;
  readonly running: (parcel: Words<'running'>) => void;
  readonly answer: (answer: Words<'answer'>) => void;
  readonly fault: (line: Line, what: string, at: number) => void;
}
interface Waiting { readonly line: Line; readonly frame: Frame }

/** Frames that may wait for the engine before nothing more is read, and where reading goes on. */
const [mostWaiting, fewWaiting] = [64, 16];
/** So many batches at most are acknowledged at once. */
const mostAcks = 32;

/** Takes what a collection host says, one frame after the other, and acknowledges a batch after the engine has taken it and that is on the disk (FWD-05). */
export function intakeOf({ points, taken, take, ready, state, running, answer, fault }: IntakeDeps) {
  const waiting: Waiting[] = [];
  let working: Promise<void> | null = null;
  let paused: Line | null = null;
  let acks: number[] = [];
  const counts = { taken: 0, again: 0, gone: 0 };
  const wrong = (line: Line, frame: Frame, f: WordsFault): void => fault(line, `bad-${f.params['field']}`, frame.at + 12 + Number(f.params['at']));

  function acknowledge(line: Line): void {
    if (acks.length === 0) return;
    taken.keep();
    line.say('taken', bodyOf('taken', { seqs: acks }));
    acks = [];
  }
  async function batch(line: Line, frame: Frame): Promise<void> {
    const read = batchIn(frame.body);
    if (!read.ok) { wrong(line, frame, read.fault); return; }
    const { seq, late, batch: said } = read.value;
    const known = taken.of(line.stream);
    if (seq > 0 && known.has(seq)) {
      counts.again++;
      acks.push(seq);
      if (!late) points.stands(said);             // it was taken just before the link was lost, and is still how things stand
      return;
    }
    const ours = points.translate(said, late);
    if (ours === null) { fault(line, 'unknown-number', frame.at); return; }
    if (ours.length > 0) await take(ours);
    if (seq === 0) return;
    counts.taken++;
    known.add(seq, seq);
    acks.push(seq);
  }
  function gone(line: Line, words: Words<'gone'>): void {
    const known = taken.of(line.stream);
    for (const [from, to] of words.spans) {
      for (const [a, b] of known.missing(from, to)) counts.gone += b - a + 1;
      known.add(from, to);
    }
    taken.keep();
  }
  type Worded = Parameters<typeof wordsIn>[0];
  /** What is done with the words of each kind that a collection host says. */
  const told: { readonly [K in Worded]?: (line: Line, frame: Frame, words: Words<K>) => void } = {
    names: (line, frame, { from, names }) => { if (!points.named(from, names)) fault(line, 'names-gap', frame.at); },
    ready: (line, frame, { points: numbers }) => { if (points.ready(numbers)) ready(line); else fault(line, 'unknown-number', frame.at); },
    gone: (line, _frame, words) => gone(line, words),
    state: (_line, _frame, words) => { points.state(words); state(words); },
    running: (_line, _frame, words) => running(words),
    answer: (_line, _frame, words) => answer(words),
    beat: () => {},
  };
  function worded<K extends Worded>(line: Line, frame: Frame, kind: K): void {
    const hear = told[kind];
    if (hear === undefined) { fault(line, 'unexpected', frame.at); return; }
    const words = wordsIn(kind, frame.body);
    if (words.ok) hear(line, frame, words.value); else wrong(line, frame, words.fault);
  }
  async function work(): Promise<void> {
    await Promise.resolve();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { line, frame } = next;
      if (frame.kind === 'batch') await batch(line, frame); else worded(line, frame, frame.kind);
      if (acks.length >= mostAcks || waiting[0]?.frame.kind !== 'batch') acknowledge(line);
      if (paused !== null && waiting.length <= fewWaiting) { paused.resume(); paused = null; }
    }
    working = null;
  }
  return {
    hear(line: Line, frame: Frame): void {
      waiting.push({ line, frame });
      if (waiting.length > mostWaiting && paused === null) { paused = line; line.pause(); }
      working ??= work();
    },
    /** Another link takes the place of the last: what it had said and was not taken yet comes again. */
    forget(): void { waiting.length = 0; acks = []; paused = null; },
    counts: (): Readonly<typeof counts> => counts,
    settled: (): Promise<void> => working ?? Promise.resolve(),
  };
}
export type Intake = ReturnType<typeof intakeOf>;
