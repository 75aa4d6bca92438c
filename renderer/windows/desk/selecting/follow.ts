import type { AlarmView } from '#app/alarm';
import { outranks } from '../features.ts';

/** What the middle shows and why: chosen by hand, or followed by itself. `touchedAt`: when the hand last did anything (epoch ms). */
export interface Choice { readonly id: string | null; readonly by: 'hand' | 'follow'; readonly touchedAt: number }

/** A choice by hand lapses after so long without a key or a click, when something new waits: the officer may have left the desk. */
export const lapseMs = 120_000;

/**
 * G1: what the middle shows by itself. A choice by hand holds until it is given up, its alarm has ended, or it lapsed. Else the alarm that is shown
 * holds while it waits for an acknowledgement, and only a more urgent level takes its place (nobody acknowledges what just slid under the finger);
 * once it was acknowledged the next that waits is shown; when none waits the last stays. `shown`: the chosen alarm as it is on the list, null when it left it.
 */
export function followed(choice: Choice, shown: AlarmView | null, top: AlarmView | null, now: number): Choice {
  const follow = (id: string | null): Choice => (choice.by === 'follow' && choice.id === id ? choice : { ...choice, id, by: 'follow' });
  if (choice.by === 'hand' && (top === null || (shown !== null && now - choice.touchedAt < lapseMs))) return choice;
  if (top === null) return follow(shown?.id ?? null);
  if (shown === null || choice.by === 'hand') return follow(top.id);
  return shown.may.acknowledge && !outranks(top, shown) ? choice : follow(top.id);
}

/** The key that moves down or up the list; from nothing it takes the first. */
export function neighbour(rows: { readonly length: number; readonly at: (i: number) => AlarmView | undefined; readonly indexOf: (key: string) => number }, id: string | null, by: number): string | null {
  const from = id === null ? -1 : rows.indexOf(id);
  const to = from < 0 && by < Infinity ? 0 : Math.min(Math.max(from + by, 0), rows.length - 1);
  return rows.at(to)?.id ?? null;
}
