import { beatOf, keeper, placed, roundsAhead, sampleQueue, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation } from '#kernel/time';
import { isAnswer, meaningOf } from './faults.ts';
import { linkTo, type Answer, type Link } from './link.ts';
import type { HttpPollOptions } from './options.ts';
import { placeOf } from './points.ts';
import { backOff, poller, type Item } from './poll.ts';
import { wayTo } from './way.ts';

export { httpPollOptions } from './options.ts';
export type { HttpPollOptions } from './options.ts';

/** An AbortSignal that follows the cancellation until `end`. */
function signalOf(cancel: Cancellation) {
  const own = new AbortController();
  const abort = (): void => own.abort();
  cancel.addEventListener('abort', abort);
  if (cancel.aborted) abort();
  return { signal: own.signal, end: (): void => cancel.removeEventListener('abort', abort) };
}

/** One REST device: asks for its JSON documents every `everyMs` without drift, keeps the link, and makes samples of what they say. */
export function httpPoll(o: HttpPollOptions, deps: AdapterDeps): Adapter {
  const { clock } = deps;
  const peer = new URL(o.url).host;
  const queue = sampleQueue(deps.bound);
  let failures = 0;
  let lastFault: AdapterFault | null = null;
  const heard = (): void => { failures = 0; keep.up(); };
  const polling = (items: readonly Item[]) => poller(items, { o, deps, peer, push: queue.push, eased: () => queue.eased(items.length * roundsAhead(o.everyMs, deps.bound)), heard });
  let poll = polling([]);

  /** Later than `retryMs` after several failures, and much later when we were refused. */
  function rest(cancel: Cancellation): Promise<void> {
    const ms = failures === 0 ? 0 : (lastFault?.code === 'refused' ? o.refusedMs : backOff(o, failures)) - o.retryMs;
    if (ms <= 0 || cancel.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => { stop(); cancel.removeEventListener('abort', end); resolve(); };
      const stop = clock.after(ms, end);
      cancel.addEventListener('abort', end);
    });
  }
  /** Whether the device is there: any word of HTTP that is no refusal will do. */
  function verdict(answer: Answer): AdapterFault | null {
    if (answer.kind === 'status') return meaningOf(answer.status, peer).fault;
    if (answer.kind !== 'failed') return null;
    return isAnswer(answer.fault) ? null : answer.fault;
  }
  /** Asks for the url itself, as long as no point is known; after that the resources themselves tell, each by itself, and none of them alone. */
  async function attempt(cancel: Cancellation): Promise<Result<Link, AdapterFault>> {
    await rest(cancel);
    const way = await wayTo(o, deps);
    if (cancel.aborted) return fail('cancelled');
    if (!way.ok) return way;
    const link = linkTo(way.value, o, deps, () => keep.wake());
    if (poll.size() > 0) return ok(link);
    const leaving = signalOf(cancel);
    const fault = verdict(await link.ask('', null, leaving.signal));
    leaving.end();
    if (fault === null && !cancel.aborted) return ok(link);
    link.end(fault ?? fail('cancelled').fault);
    return cancel.aborted ? fail('cancelled') : { ok: false, fault: fault! };
  }
  async function dial(cancel: Cancellation): Promise<Result<Link, AdapterFault>> {
    const result = await attempt(cancel);
    if (!result.ok && result.fault.code !== 'cancelled') { failures++; lastFault = result.fault; }
    return result;
  }
  /** Beats at a fixed pace; a beat that was missed is left out, never made up for. */
  async function live(link: Link): Promise<AdapterFault> {
    const next = beatOf(o.everyMs, clock);
    poll.begin();
    while (link.fault() === null && !keep.ended()) {
      if (poll.size() === 0) { await keep.pause(null); continue; }   // up is said at the first answer
      poll.beat(link);
      await keep.pause(next());
    }
    link.end(fail('closed').fault);
    const fault = link.fault() ?? fail('closed').fault;
    if (fault.code !== 'closed') { failures++; lastFault = fault; }
    return fault;
  }
  const keep = keeper<Link>({ clock, retryMs: o.retryMs, link: deps.link, live, dial, dark: () => poll.dark() });
  if (o.auth.kind !== 'none' && o.url.startsWith('http:')) deps.note(`http-poll ${peer}: the secret travels unencrypted over http`);

  return {
    kind: 'http-poll',
    supports: { samples: true, events: false, media: false, write: false, sourceTime: true, push: false },
    open: (cancel) => keep.open(cancel),
    watch(next, sink) {
      if (keep.ended()) return fail('closed');
      const items = placed(next, placeOf);
      if (!items.ok) return items;
      poll.stop();
      poll = polling(items.value);
      failures = 0;                            // what the url itself said does not hold up its resources
      queue.aim(sink);
      if (keep.isDown()) poll.dark();
      keep.start();
      keep.wake();
      return ok(undefined);
    },
    lost: queue.lost,
    waiting: queue.waiting,
    async close() {
      poll.stop();
      await keep.close();
      await poll.idle();
      await queue.settled();
    },
  };
}
