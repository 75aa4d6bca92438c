import type { EventLine } from '#app/alarm';
import { machine } from '../report.ts';
import type { Limits, Verdict } from './judge.ts';

export interface Told { readonly seed: number; readonly seconds: number; readonly points: number; readonly lanes: number; readonly began: string; readonly loads: readonly number[]; readonly limits: Limits; readonly verdicts: readonly Verdict[]; readonly strays: readonly EventLine[]; readonly inPeace: Readonly<Record<string, number>> }

const s = (ms: number): string => (ms / 1000).toFixed(1);
const time = (ms: number): string => new Date(ms).toISOString().slice(11, 19);
const words = (rose: Verdict['rose']): string => Object.entries(rose).map(([kind, n]) => `${kind} ${n}`).join(', ') || 'nothing';

/** What the run says about one protocol and fault: the worst of its times. */
function line(of: readonly Verdict[]): string {
  const [one] = of;
  const worst = (by: (v: Verdict) => number): number => Math.max(...of.map(by));
  const told = of.map((v) => v.toldMs).filter((t) => t !== null);
  const wrong = [...new Set(of.flatMap((v) => v.wrong))];
  const lost = of.reduce((n, v) => n + v.lost, 0);
  return `| ${one!.protocol} | ${one!.fault} | ${of.length} | ${lost}${lost > 0 && one!.mayLose ? ' (not kept by the peer)' : ''} | ${s(worst((v) => v.goodMs))} | ${s(worst((v) => v.freshMs))} | ${words(of.at(-1)!.rose)} | ${told.length === 0 ? '' : s(Math.max(...told))} | ${wrong.length === 0 ? 'right' : `**${wrong.join(', ')}**`} |`;
}

/** The report of a run as a page. */
export function page({ seed, seconds, points, lanes, began, loads, limits, verdicts, strays, inPeace }: Told): string {
  const groups = [...Map.groupBy(verdicts, (v) => `${v.protocol} ${v.fault}`).values()].toSorted((a, b) => `${a[0]!.protocol} ${a[0]!.fault}`.localeCompare(`${b[0]!.protocol} ${b[0]!.fault}`));
  const wrong = verdicts.filter((v) => v.wrong.length > 0);
  return [
    '# Resilience: every fault on every protocol', '',
    `Began ${began}, ${seconds} s, seed ${seed}, ${points} points a protocol at 1 Hz, every value a sequence number; ${lanes} faults at a time, each on a protocol of its own.`,
    `Machine: ${machine()}; load during the run ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.`, '',
    `Rules: an outage (nothing good) of more than ${s(limits.outageMs)} s is told within ${s(limits.toldMs)} s; nothing stands ${s(limits.standingMs)} s after the fault; only words that fit the fault; nothing on another protocol; where the peer keeps what was not taken, nothing is lost.`, '',
    `${verdicts.length} faults, ${wrong.length} with something wrong; ${strays.length} alarms on protocols to which nothing was done; lost without a fault: ${Object.entries(inPeace).map(([p, n]) => `${p} ${n}`).join(', ')}.`, '',
    '| protocol | fault | times | values lost | nothing good, s | nothing new, s | told (raised) | first word after, s | verdict |', '|---|---|---|---|---|---|---|---|---|',
    ...groups.map(line), '',
    ...(wrong.length === 0 ? [] : ['## What was wrong', '', ...wrong.map((v) => `- ${time(v.from)} to ${time(v.to)} ${v.protocol}, ${v.fault}: ${v.wrong.join(', ')}; told ${words(v.rose)}; lost ${v.lost}; nothing good for ${s(v.goodMs)} s`), '']),
    ...(strays.length === 0 ? [] : ['## Told on a protocol to which nothing was done', '', ...strays.slice(0, 100).map((e) => `- ${e.time} ${e.alarm} (value ${e.value}, status ${e.status})`), '']),
  ].join('\n');
}
