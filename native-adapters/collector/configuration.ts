import type { AdapterDeps } from '#app/acquisition';
import type { Line } from './line.ts';
import { bodyOf, wordsIn, type Words } from './words.ts';

/** The small files by which the engine's commands and this source speak: what the collection host runs, what it shall run, and what it said to that. */
const files = { running: 'running.json', wanted: 'wanted.json', answer: 'answer.json' } as const;

/** Hands a wanted configuration to the collection host, once, and keeps what it says (FWD-10, 11). The host checks it, and keeps the old one where it has mistakes. */
export function configurationOf({ store, record, note }: Pick<AdapterDeps, 'store' | 'record' | 'note'>) {
  let running: string | null = null;
  let asked = false;
  let seen: number | null = null;               // the stamp of the file that was handed over, or that was no configuration

  function keep(name: string, words: unknown): void {
    if (store !== undefined && !store.write(name, JSON.stringify(words))) note(`${name} could not be written`);
  }
  /** True where the host has refused this version since it was put out: it would refuse it again. */
  function isRefused(version: string, stamp: number): boolean {
    if ((store?.stamp(files.answer) ?? -1) < stamp) return false;
    const before = wordsIn('answer', Buffer.from(store?.read(files.answer) ?? ''));
    return before.ok && before.value.version === version && !before.value.applied;
  }
  return {
    /** Looks whether there is something to hand over; asked once a second while the host is there. */
    look(line: Line): void {
      const stamp = store?.stamp(files.wanted) ?? null;
      if (store === undefined || stamp === null || stamp === seen || running === null) return;
      seen = stamp;
      const wanted = wordsIn('wanted', Buffer.from(store.read(files.wanted) ?? ''));
      if (!wanted.ok) { note(`${files.wanted} is no configuration: ${wanted.fault.params['field']}`); return; }
      const { version } = wanted.value;
      if (version === running || isRefused(version, stamp)) return;
      asked = true;
      record?.({ kind: 'source.configuring', params: { version, before: running } });
      line.say('wanted', bodyOf('wanted', wanted.value));
    },
    running(parcel: Words<'running'>): void {
      if (parcel.version !== running) keep(files.running, parcel);
      running = parcel.version;
    },
    /** What the host said to it. It says it again in every link. */
    answer(answer: Words<'answer'>): void {
      if (!asked && store?.read(files.answer) === JSON.stringify(answer)) return;
      asked = false;
      keep(files.answer, answer);
      record?.({ kind: answer.applied ? 'source.configured' : 'source.misconfigured', params: { version: answer.version, mistakes: answer.mistakes.length, ...(answer.mistakes[0] !== undefined && { first: `${answer.mistakes[0].where} ${answer.mistakes[0].fault.code}` }) } });
    },
    /** A link ends: the next says again what it runs, and what was on its way is handed over again. */
    left(): void { running = null; seen = null; asked = false; },
  };
}
