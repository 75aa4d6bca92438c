import { bodyOf, batchBody, standingBody, wordsIn, type FarState, type Frame, type SiteParcel, type Words } from '#adapters/collector';
import { keeper, spans, type AdapterFault, type BatchBuffer, type Spans } from '#app/acquisition';
import { fail } from '#kernel/result';
import type { Clock, Stop } from '#kernel/time';
import { dialReceiver, shownReceiver, type ReceiverAddress, type ReceiverLink } from './dial.ts';
import { lanes, type Lanes } from './lanes.ts';
import type { Shelf } from './shelf.ts';

/** What all receivers of a collection host have in common. `state`: what is said once a second, but for what waits for each. */
export interface UplinkDeps {
  readonly clock: Clock;
  readonly name: string;
  readonly buffer: BatchBuffer;
  readonly shelf: Shelf;
  readonly secret: (name: string) => string | null;
  readonly pki: string;
  readonly perSecond: number;
  readonly note: (line: string) => void;
  readonly state: () => Omit<FarState, 'waiting'>;
  /** What this host runs now; null where it is too large to be said. */
  readonly running: () => SiteParcel | null;
  /** A new configuration; null: this receiver may not give one. */
  readonly configure: ((parcel: SiteParcel) => Promise<Words<'answer'>>) | null;
  readonly taken: () => void;
}
/** How long a receiver may say nothing, how long it may take to answer, and how long we wait before we call again, in ms. */
const patience = { silentMs: 10_000, answerMs: 5000, retryMs: 1000, stateMs: 1000 };
const namesAtOnce = 5000;

/** One receiver: called again and again, each link with its own place in the stream (FWD-05, 07, 09). Another that is away is not felt here. */
export function uplink(address: ReceiverAddress, deps: UplinkDeps, { silentMs, answerMs, retryMs, stateMs } = patience) {
  const { clock, buffer, shelf } = deps;
  const peer = shownReceiver(address);
  const taken: Spans = spans();
  let current: { readonly link: ReceiverLink; readonly lane: Lanes } | null = null;
  let named = 0;
  let answered: Words<'answer'> | null = null;   // said again in each link: the one it was given in may have been lost

  /** Every name that the receiver has not heard yet, and which points there are now. */
  function tellPoints(link: ReceiverLink): void {
    const names = buffer.names();
    for (; named < names.length; named += namesAtOnce) link.say('names', bodyOf('names', { from: named + 1, names: names.slice(named, named + namesAtOnce) }));
    named = names.length;
    link.say('ready', bodyOf('ready', { points: [...shelf.numbers()] }));
  }
  function tellRunning(link: ReceiverLink): void {
    const parcel = deps.running();
    if (parcel !== null) link.say('running', bodyOf('running', parcel));
  }
  const lanesTo = (link: ReceiverLink): Lanes => {
    const lane: Lanes = lanes({
      buffer, shelf, taken, clock, perSecond: deps.perSecond,
      send: (seq, late, bytes) => link.say('batch', batchBody(seq, late, bytes)),
      standing: () => { for (const batch of shelf.standing(lane.liveAt(), taken)) link.say('batch', standingBody(batch)); },
      gone: (list) => link.say('gone', bodyOf('gone', { spans: list.map(([a, b]) => [a, b]) })),
      fault: (reason) => deps.note(`receiver ${peer}: the buffer cannot be read: ${reason}`),
    });
    return lane;
  };
  async function configured(frame: Frame): Promise<void> {
    const words = wordsIn('wanted', frame.body);
    if (!words.ok) { deps.note(`receiver ${peer}: a configuration that is none (${words.fault.params['field']})`); return; }
    const { version } = words.value;
    const answer = deps.configure === null ? { version, applied: false, mistakes: [{ where: peer, fault: fail('not-allowed', { peer }).fault }] } : await deps.configure(words.value);
    answered = answer;
    current?.link.say('answer', bodyOf('answer', answer));
  }
  function heard(link: ReceiverLink, lane: Lanes, frame: Frame): void {
    if (frame.kind === 'wanted') { void configured(frame); return; }
    if (frame.kind !== 'taken') return;
    const words = wordsIn('taken', frame.body);
    if (!words.ok) { deps.note(`receiver ${peer}: an acknowledgement that is none (${words.fault.params['field']})`); link.end(); return; }
    lane.acknowledged(words.value.seqs);
    deps.taken();
  }
  /** One link from its proof to its end. */
  async function live(link: ReceiverLink): Promise<AdapterFault> {
    for (const [from, to] of link.taken) taken.add(from, to);
    const lane = lanesTo(link);
    let heardAt: number = clock.mono();
    let reason: AdapterFault | null = null;
    let stop: Stop = () => {};
    named = 0;
    current = { link, lane };
    link.hear((frame) => { heardAt = clock.mono(); heard(link, lane, frame); });
    keep.up();
    tellPoints(link);
    const state = (): void => link.say('state', bodyOf('state', { ...deps.state(), waiting: lane.waiting() }));
    const beat = (): void => {
      stop = clock.after(stateMs, beat);
      if (clock.mono() - heardAt > silentMs) { reason = fail('unreachable', { peer, reason: 'silent' }).fault; link.end(); return; }
      state();
      lane.pump();
    };
    state();
    tellRunning(link);
    if (answered !== null) link.say('answer', bodyOf('answer', answered));
    lane.begin();
    deps.taken();
    beat();
    const ended = await Promise.race([link.over, keep.pause(null).then(() => { link.end(); return link.over; })]);
    stop();
    lane.end();
    current = null;
    return reason ?? ended;
  }
  const keep = keeper<ReceiverLink>({
    clock, retryMs, live, dark: () => {},
    dial: (cancel) => dialReceiver({ address, name: deps.name, stream: buffer.stream, secret: deps.secret, pki: deps.pki, clock, answerMs }, cancel),
    link: ({ up, reason }) => deps.note(`receiver ${peer}: ${up ? 'is there' : `${reason?.code} ${String(reason?.params['reason'] ?? reason?.params['what'] ?? '')}`}`),
  });
  return {
    peer,
    start: (): void => keep.start(),
    /** Something was put on the shelf. */
    pump: (): void => current?.lane.pump(),
    /** The site is another. */
    renamed(): void { if (current !== null) tellPoints(current.link); },
    repacked(): void { if (current !== null) tellRunning(current.link); },
    prefix: (): number => taken.prefix(),
    isUp: (): boolean => current !== null,
    close: (): Promise<void> => keep.close(),
  };
}
export type Uplink = ReturnType<typeof uplink>;
