import { epochMs, type Clock, type EpochMs, type MonoMs } from '#kernel/time';

/** A stretch of time whose data of one command never came; in the station's own clock. */
export interface Gap { readonly cn: string; readonly begin: EpochMs; readonly end: EpochMs }
/** `say`: asks a station; false when there is no line to it. `note`: what became of it. */
export interface AskDeps { readonly clock: Clock; readonly answerMs: number; readonly say: (gap: Gap) => string | null; readonly note: (line: string) => void }

interface Asked { readonly gap: Gap; readonly qns: Set<string>; tries: number; accepted: boolean; due: number }

/** HJ 212-2017, 6.2.1 and table 1: an answer that does not come is asked for again, three times in all. */
const TRIES = 3;
/** How many times as long as an answer the data may pause (6.2.2 leaves it to the task). */
const PATIENCE = 10;
const MOST_GAPS = 32;

/** Asks one station for what was missed, one question at a time; a question that the line broke off is asked again. */
export function asker({ clock, answerMs, say, note }: AskDeps) {
  let gaps: Gap[] = [];
  let asked: Asked | null = null;
  const over = (): void => { asked = null; next(); };

  function speak(a: Asked): void {
    const qn = say(a.gap);
    if (qn === null) return;
    a.qns.add(qn);
    a.tries++;
    a.due = clock.mono() + answerMs;
  }
  function next(): void {
    const gap = gaps[0];
    if (asked !== null || gap === undefined) return;
    gaps = gaps.slice(1);
    asked = { gap, qns: new Set(), tries: 0, accepted: false, due: clock.mono() };
    speak(asked);
  }
  return {
    want(more: readonly Gap[]): void {
      for (const gap of more) {
        const same = gaps.findIndex((g) => g.cn === gap.cn && g.begin <= gap.end && gap.begin <= g.end);
        if (same === -1) gaps.push(gap); else gaps[same] = { ...gap, begin: epochMs(Math.min(gap.begin, gaps[same]!.begin)), end: epochMs(Math.max(gap.end, gaps[same]!.end)) };
      }
      if (gaps.length > MOST_GAPS) { note(`${gaps.length - MOST_GAPS} stretches of missing data given up: too many`); gaps = gaps.slice(-MOST_GAPS); }
      next();
    },
    /** An answer (9011) or a result (9012) to a question of ours. */
    hear(cn: string, qn: string | null, params: ReadonlyMap<string, string>): void {
      if (asked === null || !asked.qns.has(params.get('QN') ?? qn ?? '')) return;
      const code = params.get(cn === '9011' ? 'QnRtn' : 'ExeRtn') ?? '';
      if (cn === '9011' && code === '1') { asked.accepted = true; asked.due = clock.mono() + PATIENCE * answerMs; return; }
      if (code !== '1') note(`missing data of ${asked.gap.cn}: ${cn === '9011' ? 'QnRtn' : 'ExeRtn'}=${code.slice(0, 8)}`);
      over();
    },
    /** True when data of this command and time is the answer to a question; it then may take longer. */
    covers(cn: string, time: number): boolean {
      if (asked === null || asked.gap.cn !== cn || time < asked.gap.begin || time > asked.gap.end) return false;
      asked.accepted = true;
      asked.due = clock.mono() + PATIENCE * answerMs;
      return true;
    },
    beat(now: MonoMs): void {
      if (asked === null || now < asked.due) return;
      if (!asked.accepted && asked.tries < TRIES) { speak(asked); return; }
      note(`missing data of ${asked.gap.cn}: ${asked.accepted ? 'no end of it was said' : 'no answer'}`);
      over();
    },
    /** The line is gone: what was asked is asked again once there is one. */
    broken(): void { if (asked !== null) gaps.unshift(asked.gap); asked = null; },
    again: next,
  };
}
