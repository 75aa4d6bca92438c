import { scratch, siteFolder } from '../../main/engine/living.ts';
import { row, type Row } from '../report.ts';
import type { EngineAsk, EngineSays } from '../counting/engine.ts';
import { hosts, type Host } from './back-fill-hosts.ts';
import { child } from '../counting/processes.ts';
import { freePort, wiresSite, writeSecrets } from '../counting/site.ts';

const bench = 'wires';
const points = 1000;
const minutes = 60;
/** The numbers of the hour pass the limit from minute 20 to minute 40, and are far below it before and after. */
const atMinute = (k: number): number => (k >= 20 && k < 40 ? 9000 + k : 1 + k);
const limits = { limits: { HH: null, H: 5000, L: null, LL: null }, range: { low: 0, high: 10_000 }, periodMs: 0, onDelayMs: 0 };
/** How long after the last of it the alarms are listened to: a clock that was set back is believed after 6 s (PIP-07). */
const listenMs = 10_000;
const pause = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

/** What an engine said so far, and a way to wait for as many values. */
function hearing(engine: ReturnType<typeof child>) {
  const raised = new Map<string, number>();
  let samples = 0;
  const up = Promise.withResolvers<void>();
  let done: Extract<EngineSays, { t: 'done' }> | null = null;
  const over = (async () => {
    for (let line = await engine.line(); line !== null; line = await engine.line()) {
      const said = JSON.parse(line) as EngineSays;
      if (said.t === 'event' && said.event.kind === 'raised') { const kind = said.event.alarm.slice(said.event.alarm.lastIndexOf('.') + 1); raised.set(kind, (raised.get(kind) ?? 0) + 1); }
      if (said.t === 'samples') { samples = said.n; up.resolve(); }
      if (said.t === 'done') done = said;
    }
  })();
  return {
    raised, over, up: up.promise, done: () => done,
    /** Waits until so many were counted; false when nothing came for 15 s. */
    async counted(n: number): Promise<boolean> {
      for (let [had, still] = [samples, 0]; samples < n; still = samples === had ? still + 1 : 0, had = samples) { if (still > 150) return false; await pause(100); }
      return true;
    },
  };
}

/** One protocol: the last live value of each point is an hour old, then the link goes; what was measured meanwhile is told when it comes back, and with it the value of now. */
async function backFill(host: Host): Promise<Row[]> {
  const { before = 0 } = host;
  const { dir, remove } = scratch();
  const port = await host.begin({ points, dir, port: await freePort() });
  writeSecrets(`${dir}/data`);
  const site = await siteFolder(dir, wiresSite([{ protocol: host.protocol, points, dir, port, everyMs: 1000, addresses: host.addresses(points) }], limits));
  const ask: EngineAsk = { site, data: `${dir}/data`, warmSeconds: 0, most: 1e6, gapMs: 1e9, progressMs: 100 };
  const engine = child('tests/bench/counting/engine.ts', [JSON.stringify(ask)]);
  const heard = hearing(engine);
  try {
    await heard.up;
    await pause(8000);                          // by then a peer that calls has come, and one that is called was asked
    const hourAgo = Date.now() - minutes * 60_000;
    await host.live(atMinute(0), hourAgo);
    if (!await heard.counted(points * (before + 1))) return [row(bench, `${host.protocol}: the hour did not begin`, NaN, '', '= 0')];
    await pause(1000);
    await host.away();
    await pause(3000);
    heard.raised.clear();                       // of the lost link the officer is told, as he should be
    const from = performance.now();
    await host.back(Array.from({ length: minutes - 1 }, (_, k) => ({ at: hourAgo + (k + 1) * 60_000, value: atMinute(k + 1) })));
    const taken = await heard.counted(points * (before + minutes));
    const seconds = (performance.now() - from) / 1000;
    await host.live(atMinute(minutes), Date.now());
    await pause(listenMs);
    engine.process.stdin.end();
    await heard.over;
    const source = heard.done()?.sources[0];
    const distinct = source === undefined ? 0 : source.samples - source.bad - source.odd - source.again;
    const told = [...heard.raised].map(([kind, n]) => `${kind} ${n}`).join(', ');
    return [
      row(bench, `${host.protocol}: back-fill of an hour of ${points} points (${host.tells})`, taken ? seconds : NaN, 's', '<= 30'),
      row(bench, `${host.protocol}: values of that hour that came, each counted once`, distinct, 'values', `= ${points * (minutes + 1)}`),
      row(bench, `${host.protocol}: values that came again`, source?.again ?? 0, 'values'),
      row(bench, `${host.protocol}: live alarms that rose by it (limits)`, heard.raised.get('H') ?? 0, 'alarms', '= 0'),
      row(bench, `${host.protocol}: other alarms meanwhile${told === '' ? '' : ` (${told})`}`, [...heard.raised].reduce((n, [kind, k]) => n + (kind === 'H' ? 0 : k), 0), 'alarms'),
    ];
  } finally { await engine.end(); await host.end(); remove(); }
}

/** Each protocol that has a memory of its own, one after the other. */
export async function backFilling(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const host of hosts()) rows.push(...await backFill(host));
  return rows;
}
