import type { Answering, KeptQuestion, QuestionOf, SeriesSource } from '#app/history';
import { fail, type Result } from '#kernel/result';
import { reasonOf } from '../disk.ts';
import type { Note } from '../note.ts';
import { GoneFile } from '../stored/files.ts';
import type { Question } from './protocol.ts';

/** How a kind of question is worked on. `tell`: how far it is, to whoever asked. */
export type Working<K extends KeptQuestion> = (question: QuestionOf<K>, source: SeriesSource, tell: (progress: unknown) => void) => Answering<unknown>;
export type Workings = { readonly [K in KeptQuestion]: Working<K> };


/** `begin`: a source for one question, once what is in the writer's memory is known. `ready`: there is something to work on. `mono`: ms. */
export interface RunnerParts {
  readonly workings: Workings;
  readonly begin: (question: Question) => Promise<SeriesSource>;
  readonly ready: () => void;
  readonly mono: () => number;
  readonly answer: (id: number, result: Result<unknown>) => void;
  readonly progress: (id: number, progress: unknown) => void;
  readonly note: Note;
}

/** So long one question works before it is another's turn (HIS-93). */
export const sliceMs = 10;
/** After so many turns a question is a long one. */
const manyTurns = 10;
const mostBeginnings = 3;
/** So many short ones, and so many long ones, are under way at a time; others wait unbegun: what is half answered is held in memory, and a window may ask 256 things at once (HIS-93). */
const [mostShort, mostLong] = [24, 64];
/** A step that takes longer than this holds up the others and is named (STO-11). */
const slowMs = 40;

interface Job { readonly asked: Question; working: Answering<unknown>; turns: number; beginnings: number; slowest: number }

/** Works on questions by turns. Nothing here throws: a question that does is answered by `history-lost` and named, and the others go on (HIS-94). */
export function questionRunner({ workings, begin, ready, mono, answer, progress, note }: RunnerParts) {
  /** Short questions and long ones are taken by turns, so that a long one, or ten of them, take at most every second slice from the others. */
  const [short, long]: readonly [Job[], Job[]] = [[], []];
  /** All that are not answered yet, those that still begin among them. */
  const open = new Set<number>();
  let lastWasShort = false;
  const waiting: Question[] = [];
  /** Places of short ones that are taken: of those that begin, and those that are worked on. */
  let places = 0;

  /** A place is free: who waits longest has it. */
  function left(): void {
    places--;
    const next = waiting.shift();
    if (next !== undefined) { places++; void start(next, 1); }
  }
  function end(job: Question, result: Result<unknown>): void {
    if (!open.delete(job.id)) return;
    try { answer(job.id, result); } catch (error) {                       // an answer that cannot be copied between threads
      note({ name: 'history-question-failed', params: { question: job.name, reason: reasonOf(error) } });
      answer(job.id, fail('history-lost'));
    }
  }
  function failed(asked: Question, error: unknown): void {
    note({ name: 'history-question-failed', params: { question: asked.name, reason: reasonOf(error) } });
    end(asked, fail('history-lost', { reason: reasonOf(error) }));
  }
  async function start(asked: Question, beginnings: number): Promise<void> {
    try {
      const source = await begin(asked);
      if (!open.has(asked.id)) { left(); return; }                        // taken back meanwhile
      const work = workings[asked.name] as Working<KeptQuestion>;         // the name and the question belong together: see Question
      short.push({ asked, working: work(asked.question, source, (p) => { if (open.has(asked.id)) progress(asked.id, p); }), turns: 0, beginnings, slowest: 0 });
      ready();
    } catch (error) { failed(asked, error); left(); }
  }
  /** One step; true where the question is through. */
  function step(job: Job): boolean {
    const from = mono();
    const { done, value } = job.working.next();
    job.slowest = Math.max(job.slowest, mono() - from);
    if (done === true) end(job.asked, value);
    return done === true;
  }
  /** Ends what a question holds: its `finally` runs. */
  function drop(job: Job): void { try { job.working.return(fail('taken-back')); } catch (error) { note({ name: 'close-failed', params: { reason: reasonOf(error) } }); } }
  /** `again`: it begins anew. */
  function slice(job: Job): 'more' | 'through' | 'again' {
    const until = mono() + sliceMs;
    try {
      do if (step(job)) return 'through'; while (mono() < until);
      return 'more';
    } catch (error) {
      if (error instanceof GoneFile && job.beginnings < mostBeginnings) return 'again';
      failed(job.asked, error);
      return 'through';
    } finally { job.turns++; }
  }
  function after(job: Job, was: Job[], how: ReturnType<typeof slice>): void {
    if (how === 'more') {
      const next = was === long || (job.turns >= manyTurns && long.length < mostLong) ? long : short;
      next.push(job);
      if (next !== was) left();
      return;
    }
    if (job.slowest > slowMs && how === 'through') note({ name: 'slow-query', params: { query: job.asked.name, ms: Math.round(job.slowest) } });
    if (how === 'again') { if (was === long) places++; void start(job.asked, job.beginnings + 1); } else if (was === short) left();
  }
  return {
    /** Resolves when the question can be worked on; never rejects. */
    async ask(question: Question): Promise<void> {
      open.add(question.id);
      if (places >= mostShort) { waiting.push(question); return; }
      places++;
      await start(question, 1);
    },
    takeBack(id: number): void {
      if (!open.delete(id)) return;
      const unbegun = waiting.findIndex((q) => q.id === id);
      if (unbegun >= 0) waiting.splice(unbegun, 1);
      for (const queue of [short, long]) {
        const i = queue.findIndex((j) => j.asked.id === id);
        if (i < 0) continue;
        drop(queue.splice(i, 1)[0]!);
        if (queue === short) left();
      }
    },
    /** One slice of one question. False: there is none to work on. */
    turn(): boolean {
      const queue = short.length === 0 || (lastWasShort && long.length > 0) ? long : short;
      const job = queue.shift();
      if (job === undefined) return false;
      lastWasShort = queue === short;
      after(job, queue, slice(job));
      return short.length + long.length > 0;
    },
    waiting: (): boolean => short.length + long.length > 0,
    close(): void {
      open.clear();
      waiting.length = 0;
      for (const job of [...short.splice(0), ...long.splice(0)]) drop(job);
    },
  };
}
export type QuestionRunner = ReturnType<typeof questionRunner>;
