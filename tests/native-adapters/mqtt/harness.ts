import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { mqtt, mqttOptions } from '#adapters/mqtt';
import { row, type LinkState, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { countingClock } from '../../conformance/subject.ts';

/** A folder for one test, gone after it. */
export function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'watchroom-mqtt-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true, maxRetries: 3 }));
  return made;
}

/** One adapter and all that it says. `watch` takes addresses, whose handles are their places. */
export function one(port: number, pki: string, options: Readonly<Record<string, unknown>> = {}, secret: (name: string) => string | null = () => null) {
  const parsed = mqttOptions({ url: `mqtt://127.0.0.1:${port}`, version: 4, retryMs: 30, answerMs: 500, keepaliveS: 2, timePath: '@.t', qualityPath: '@.q', ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const links: LinkState[] = [];
  const notes: string[] = [];
  const taken: Sample[] = [];
  const late: boolean[] = [];
  const { clock, timers } = countingClock();
  const adapter = mqtt(parsed.value, { clock, note: (l) => { notes.push(l); }, bound: 1000, link: (l) => { links.push(l); }, pki, secret });
  onTestFinished(() => adapter.close());
  const watch = (...addresses: readonly string[]) => adapter.watch(addresses.map((address, handle) => ({ handle, id: pointId(`p${handle}`), address })), { take: async (b) => { for (let i = 0; i < b.length; i++) { taken.push(row(b, i)); late.push(b.late === true); } } });
  const of = (handle: number): Sample[] => taken.filter((s) => s.handle === handle);
  return { adapter, links, notes, taken, late, watch, of, last: (handle = 0) => of(handle).at(-1), timers };
}
