import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FarState, SiteParcel, Words } from '#adapters/collector';
import type { Batch, BatchBuffer } from '#app/acquisition';
import type { Site } from '#app/park';
import { ok, type Fault } from '#kernel/result';
import { openBuffer, openData, readSourceSecret } from '#storage';
import { every, systemClock } from '../clock.ts';
import { boundFault } from '../collect/bounds.ts';
import { collectorWorkers } from '../collect/connect.ts';
import { sources } from '../collect/sources.ts';
import { logFile } from '../record/log.ts';
import type { Refused } from '../refused.ts';
import { roster } from '../roster.ts';
import { readCheckedSite, type CheckedSite } from '../site-folder.ts';
import { configure } from './configure.ts';
import { shownReceiver, type ReceiverAddress } from './dial.ts';
import { parcelOf } from './parcel.ts';
import { shelf } from './shelf.ts';
import { uplink } from './uplink.ts';

/** What `npm run engine -- collect` is started with. `bufferMb`: how much the disk may hold. `perSecond`: samples of back-fill to each receiver. `lateMs`: a batch that waited longer is back-fill. `configuredBy`: the receiver that may give a new configuration. */
export interface CollectOptions {
  readonly site: string;
  readonly data: string;
  readonly to: readonly ReceiverAddress[];
  readonly hostName: string | null;
  readonly bufferMb: number;
  readonly perSecond: number;
  readonly lateMs: number;
  readonly configuredBy: string | null;
}
export interface CollectionHost {
  readonly name: string;
  /** Reads the site's folder again; answers with what is wrong with it, or with nothing. */
  reload(): Promise<Refused | null>;
  stop(): Promise<void>;
}
type Started = { readonly ok: true; readonly value: CollectionHost } | Refused;
const refused = (fault: Fault): Refused => ({ ok: false, fault, details: [] });

const [segmentBytes, syncMs] = [16 * 1024 * 1024, 1000];
/** The same until the machine is started again; never the same where nobody can say. */
function bootOf(): string {
  try { return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(); } catch { return `${Math.round((Date.now() / 1000 - os.uptime()) / 60)}`; }
}

/** A collection host that is running: collectors, shelf and one uplink to each receiver. No alarm, no window, no journal. */
function run(read: CheckedSite, buffer: BatchBuffer, dir: string, options: CollectOptions, note: (line: string) => void): Started {
  const clock = systemClock;
  const name = options.hostName ?? read.site.id;
  const park = roster(read.site);
  const kept = shelf(buffer, clock, options.lateMs);
  const numbered = kept.points(park.points());
  if (numbered !== null) return refused(numbered);
  let running: SiteParcel | null = null;
  let told: string | null = null;

  const unforwardedOf = new Set<string>();
  /** What devices say by themselves has no way to a receiver yet: that is said, once for each source. */
  function unforwarded(source: string): void {
    if (unforwardedOf.has(source)) return;
    unforwardedOf.add(source);
    note(`source ${source}: its device says alarms of its own; they are not forwarded`);
  }
  const feeds = sources(read.site.sources, park.points(), {
    clock, connect: collectorWorkers(dir, clock), note, counts: () => null, changed: () => {}, event: (source) => unforwarded(source), eventsLeft: (source) => unforwarded(source),
    async take(batch: Batch) {
      kept.take(batch);
      for (const link of links) link.pump();
      const { fault } = kept.counts();
      if (fault !== null && fault.code !== told) note(`what is collected cannot be kept: ${fault.code} ${String(fault.params['reason'])}`);
      told = fault?.code ?? null;
    },
  });
  function state(): Omit<FarState, 'waiting'> {
    const { bytes, dropped, damaged } = buffer.counts();
    const { fault, refused: lost } = kept.counts();
    return {
      now: clock.now(), bytes, dropped: dropped + lost, damaged, fault: fault && boundFault(fault),
      sources: feeds.list().slice(0, 1000).map(({ id, kind, link, since, reason }) => ({ id, kind, link, since, reason: reason && boundFault(reason) })),
    };
  }
  /** Another site in the place of this one: sources whose options stay keep their link, and numbers stay those of their points. */
  async function replace({ site }: CheckedSite): Promise<Fault | null> {
    const now = park.replace(site);
    const fault = kept.points(now);
    if (fault !== null) return fault;
    for (const link of links) link.renamed();                        // before anything comes under a new number
    await feeds.replace(site.sources, now);
    await pack();
    for (const link of links) link.repacked();
    note(`site ${site.id}: ${site.points.length} points, ${site.sources.length} sources`);
    return null;
  }
  async function pack(): Promise<void> {
    const packed = await parcelOf(options.site);
    running = packed.ok ? packed.value : null;
    if (!packed.ok) note(`receivers are not told what this host runs: ${packed.fault.code}`);
  }
  let changing: Promise<unknown> = Promise.resolve();
  /** One change after the other: of two at once, the older must not be applied last. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const next = changing.then(act);
    changing = next.catch(() => {});
    return next;
  }
  async function configured(parcel: SiteParcel, by: string): Promise<Words<'answer'>> {
    const answer = await inTurn(() => configure(parcel, options.site, replace));
    note(`configuration ${answer.version} of ${by}: ${answer.applied ? 'applied' : `refused, ${answer.mistakes.length} mistakes`}`);
    for (const { where, fault } of answer.mistakes.slice(0, 20)) note(`  ${where}: ${fault.code}`);
    return answer;
  }
  const links = options.to.map((address) => {
    const by = shownReceiver(address);
    return uplink(address, {
      clock, name, buffer, shelf: kept, pki: path.join(dir, 'pki'), perSecond: options.perSecond, note, state,
      secret: (secret) => { const found = readSourceSecret(dir, secret); if (!found.ok) note(`secret ${secret}: ${found.fault.code}`); return found.ok ? found.value : null; },
      running: () => running, configure: options.configuredBy === by ? (parcel) => configured(parcel, by) : null,
      taken: () => buffer.release(Math.min(...links.map((l) => l.prefix()))),
    });
  });
  let dropped = buffer.counts().dropped;
  const stops = [
    every(clock, syncMs, () => { const synced = buffer.sync(); if (!synced.ok) note(`the buffer cannot be synced: ${String(synced.fault.params['reason'])}`); }),
    every(clock, 60_000, () => { const now = buffer.counts().dropped; if (now > dropped) note(`the buffer is full: ${now - dropped} batches dropped that not every receiver had`); dropped = now; }),
  ];
  void inTurn(pack).then(() => { for (const link of links) link.start(); });
  feeds.run();
  return ok({
    name,
    reload: () => inTurn(async () => {
      const again = await readCheckedSite(options.site);
      if (!again.ok) return again;
      const fault = await replace(again.value);
      return fault === null ? null : refused(fault);
    }),
    async stop() {
      for (const stop of stops) stop();
      await feeds.stop();
      await changing;
      await Promise.all(links.map((link) => link.close()));
      buffer.close();
    },
  });
}

/** Reads and checks the site, takes the data folder and its buffer, and begins to collect. Nothing is left half-started. */
export async function startCollecting(options: CollectOptions, tell: (line: string) => void): Promise<Started> {
  const read = await readCheckedSite(options.site);
  if (!read.ok) return read;
  const sites: Site = read.value.site;
  const own = sites.sources.find((s) => s.kind === 'collector');
  if (own !== undefined) tell(`source ${own.id}: what another collection host brings is collected and forwarded again`);
  const data = openData(options.data, { clock: systemClock });
  if (!data.ok) return refused(data.fault);
  const log = logFile(path.join(data.value.dir, 'logs'), () => systemClock.now());
  const note = (line: string): void => { log.line(line); tell(line); };
  const buffer = openBuffer(path.join(data.value.dir, 'buffer'), { bytes: options.bufferMb * 1024 * 1024, segmentBytes: Math.min(segmentBytes, options.bufferMb * 1024 * 1024 / 16), newStream: () => `${data.value.node}-${randomBytes(4).toString('hex')}`, boot: bootOf() });
  if (!buffer.ok) { data.value.close(); return refused(buffer.fault); }
  const started = run(read.value, buffer.value, data.value.dir, options, note);
  if (!started.ok) { buffer.value.close(); data.value.close(); return started; }
  const host = started.value;
  let stopping: Promise<void> | null = null;
  return ok({ ...host, stop: () => (stopping ??= host.stop().then(() => data.value.close())) });
}
