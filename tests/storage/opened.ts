import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Draft, RecordingJournal } from '#app/journal';
import type { Result } from '#kernel/result';
import { engineActor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { openData, openJournal, type DataFolder, type OpenJournalOptions, type StorageNote } from '#storage';
import { realClock } from '../clock.ts';

/** A folder that is gone when the test is over. */
export function tempFolder(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-'));
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The value, or the fault as an exception. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.params)}`);
  return result.value;
}

export const draft = (subject = 'LEL-101', change: Partial<Draft> = {}): Draft =>
  ({ time: epochMs(1_700_000_000_000), actor: engineActor, realm: 'live', kind: 'alarm.changed', v: 1, subject, body: { level: 'critical', value: 31.5 }, ...change });

export interface OpenedJournal { readonly data: DataFolder; readonly journal: RecordingJournal; readonly notes: readonly StorageNote[]; readonly close: () => Promise<void> }

/** A journal with the real clock and no reserve, unless told otherwise; closed at the end of the test if not before. */
export async function openedJournal(dir: string, options: Partial<OpenJournalOptions> = {}): Promise<OpenedJournal> {
  const notes: StorageNote[] = [];
  const data = must(openData(dir, { clock: realClock }));
  const opened = await openJournal(data, { clock: realClock, note: (n) => notes.push(n), reserveBytes: 0, ...options });
  if (!opened.ok) { data.close(); throw new Error(`${opened.fault.code} ${JSON.stringify(opened.fault.params)}`); }
  const close = async (): Promise<void> => { await opened.value.close(); data.close(); };
  onTestFinished(close);
  return { data, journal: opened.value, notes, close };
}

/** A folder with a closed journal of `count` events in it. */
export async function filledFolder(count: number, dir = tempFolder()): Promise<string> {
  const { journal, close } = await openedJournal(dir);
  must(await journal.append(Array.from({ length: count }, (_, i) => draft(`P-${i}`, { body: { value: i, text: '储罐' } }))));
  await close();
  return dir;
}

/** Waits for what must come, and says what did not. */
export async function until(what: string, holds: () => boolean, withinMs = 5000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}
