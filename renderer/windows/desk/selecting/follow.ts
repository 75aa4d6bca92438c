import type { AlarmView } from '#app/alarm';
import type { Selected } from '#app/selection';
import { outranks, type ListItem } from '../beside.ts';

/**
 * What the middle shows and why: chosen by hand, or followed by itself. `row`: the key of the row that the hand stands on, where that is no alarm of its own (the head of a group).
 * `touchedAt`: when the hand last did anything (epoch ms).
 */
export interface Choice { readonly what: Selected | null; readonly row: string | null; readonly by: 'hand' | 'follow'; readonly touchedAt: number }

/** A choice by hand lapses after so long without a key or a click, when something new waits: the officer may have left the desk. */
export const lapseMs = 120_000;

export const alarmOf = (what: Selected | null): string | null => (what?.kind === 'alarm' ? what.id : null);
const selectAlarm = (id: string | null): Selected | null => (id === null ? null : { kind: 'alarm', id });

/** A choice by hand whose alarm is still there, at a desk where somebody sits. */
const holds = (choice: Choice, shown: AlarmView | null, now: number): boolean => (alarmOf(choice.what) === null || shown !== null) && now - choice.touchedAt < lapseMs;

/**
 * G1, UIX-01: what the middle shows by itself. A choice by hand holds until it is given up, its alarm has ended, or it lapsed. Else the alarm that is shown
 * holds while it waits for an acknowledgement, and only a more urgent level takes its place (nobody acknowledges what just slid under the finger);
 * once it was acknowledged the next that waits is shown; when none waits the last stays. `shown`: the chosen alarm as it is on the list, null when it left it.
 */
export function followed(choice: Choice, shown: AlarmView | null, top: AlarmView | null, now: number): Choice {
  const follow = (id: string | null): Choice => (choice.by === 'follow' && alarmOf(choice.what) === id && choice.row === null ? choice : { ...choice, what: selectAlarm(id), row: null, by: 'follow' });
  if (choice.by === 'hand' && (top === null || holds(choice, shown, now))) return choice;
  if (top === null) return follow(shown?.id ?? null);
  if (shown === null || choice.by === 'hand') return follow(top.id);
  return shown.may.acknowledge && !outranks(top, shown) ? choice : follow(top.id);
}

/** The row that the key moves to, down or up the list; from nothing it is the first. */
export function neighbour(rows: { readonly length: number; readonly at: (i: number) => ListItem | undefined; readonly indexOf: (key: string) => number }, key: string | null, by: number): ListItem | null {
  const from = key === null ? -1 : rows.indexOf(key);
  const to = from < 0 && by < Infinity ? 0 : Math.min(Math.max(from + by, 0), rows.length - 1);
  return rows.at(to) ?? null;
}
