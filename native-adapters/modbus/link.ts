import net from 'node:net';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation, Stop } from '#kernel/time';
import { frameBytes, judge, takeFrames, type Answer, type Frame } from './frames.ts';
import type { ModbusOptions } from './options.ts';

/** Where in a frame stands what may be wrong with it. */
const PLACE = { 'protocol-id': 2, length: 4, unit: 6, function: 7, size: 8, echo: 8 } as const;

/** `silence`: nothing came in time. `lost`: the connection is gone; `Link.fault` says why. */
export type Reply = Exclude<Answer, { kind: 'misfit' }> | { readonly kind: 'silence' } | { readonly kind: 'lost' };

/** One connection, one question at a time. */
export interface Link {
  ask(unit: number, fn: number, data: Buffer): Promise<Reply>;
  /** Why it is no longer to be used; null while it is. */
  fault(): AdapterFault | null;
  /** Ends it for a reason of ours; every open question is answered `lost`. */
  end(fault: AdapterFault): void;
}

interface Question { readonly frame: Frame; readonly settle: (reply: Reply) => void }

/** Questions that went unanswered and may still be answered late; more of them than this and the peer is not to be understood. */
const MOST_EXPIRED = 64;

/** Speaks over a connected socket. `onLost` is called once, when the connection ends for whatever reason. */
function linkOver(socket: net.Socket, o: ModbusOptions, deps: AdapterDeps, onLost: () => void): Link {
  const peer = `${o.host}:${o.port}`;
  const expired = new Set<number>();
  let rest: Buffer = Buffer.alloc(0);
  let tid = 0;
  let asked: Question | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let gone: AdapterFault | null = null;

  function end(fault: AdapterFault): void {
    if (gone !== null) return;
    gone = fault;
    socket.destroy();
    asked?.settle({ kind: 'lost' });
    onLost();
  }
  let before = 0;                               // bytes of the stream that stand before `rest`
  /** `at`: the byte of the stream, since the connection began, that cannot be meant. */
  function nonsense(what: string, at: number): void {
    if (gone === null) deps.note(`modbus ${peer}: ${what} at byte ${at}`);
    end(fail('protocol', { peer, what }).fault);
  }

  function hear(frame: Frame, at: number): void {
    if (asked !== null && frame.tid === asked.frame.tid) {
      const answer = judge(asked.frame, frame);
      if (answer.kind === 'misfit') nonsense(answer.what, at + PLACE[answer.what]); else asked.settle(answer);
    } else if (expired.delete(frame.tid)) deps.note(`modbus ${peer}: an answer came too late and was dropped`);
    else nonsense('transaction', at);
  }
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const taken = takeFrames(bytes);
    rest = Buffer.from(taken.rest);
    let at = before;
    before += bytes.length - rest.length;
    for (const frame of taken.frames) { if (gone === null) hear(frame, at); at += 8 + frame.data.length; }
    if (taken.garbage !== null) nonsense(taken.garbage, before + PLACE[taken.garbage]);
  });
  socket.on('close', () => end(fail('unreachable', { peer, reason: 'closed' }).fault));

  function timedOut(frame: Frame): void {
    if (rest.length > 0) { nonsense('half-frame', before); return; }
    expired.add(frame.tid);
    if (expired.size > MOST_EXPIRED) end(fail('unreachable', { peer, reason: 'silent' }).fault);
    else asked?.settle({ kind: 'silence' });
  }
  function question(unit: number, fn: number, data: Buffer): Promise<Reply> {
    if (gone !== null) return Promise.resolve({ kind: 'lost' });
    tid = (tid + 1) & 0xffff;
    expired.delete(tid);
    const frame: Frame = { tid, unit, fn, data };
    return new Promise((resolve) => {
      const stop = deps.clock.after(o.answerMs, () => timedOut(frame));
      asked = { frame, settle: (reply) => { stop(); asked = null; resolve(reply); } };
      socket.write(frameBytes(frame));
    });
  }
  return {
    ask(unit, fn, data) {
      const mine = turn.then(() => question(unit, fn, data));
      turn = mine;
      return mine;
    },
    fault: () => gone,
    end,
  };
}

/** Connects within `answerMs`, or says why not. A cancelled attempt leaves no socket behind. */
export function connect(o: ModbusOptions, deps: AdapterDeps, cancel: Cancellation, onLost: () => void): Promise<Result<Link, AdapterFault>> {
  const peer = `${o.host}:${o.port}`;
  return new Promise((resolve) => {
    if (cancel.aborted) { resolve(fail('cancelled')); return; }
    const socket = net.connect({ host: o.host, port: o.port, noDelay: true });
    let stop: Stop = () => {};
    let open = true;
    const finish = (result: Result<Link, AdapterFault>): void => {
      if (!open) return;
      open = false;
      stop();
      cancel.removeEventListener('abort', abort);
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const abort = (): void => finish(fail('cancelled'));
    cancel.addEventListener('abort', abort);
    stop = deps.clock.after(o.answerMs, () => finish(fail('unreachable', { peer, reason: 'timeout' })));
    socket.on('error', (e: NodeJS.ErrnoException) => {
      deps.note(`modbus ${peer}: ${e.code ?? e.message}`);
      finish(fail('unreachable', { peer, reason: e.code ?? 'error' }));
    });
    socket.once('connect', () => finish(ok(linkOver(socket, o, deps, onLost))));
  });
}
