import type { MonoMs } from '#kernel/time';
import type { Packet } from './segment.ts';

/** A message of several packets, put together in their order; `missing`: how many never came. */
export interface Whole { readonly packet: Packet; readonly missing: number }

interface Open { readonly packets: Map<number, Packet>; readonly of: number; readonly since: MonoMs }

/** How many packets of unfinished messages one station may have here; the oldest message leaves first. */
const MOST_PACKETS = 1024;

const wholeOf = ({ packets, of }: Open): Whole => {
  const inOrder = [...packets].toSorted(([a], [b]) => a - b).map(([, p]) => p);
  return { packet: { ...inOrder[0]!, part: null, cp: inOrder.map((p) => p.cp).filter((cp) => cp !== '').join(';') }, missing: of - packets.size };
};

/** Puts split packets of one station together (HJ 212-2017, 6.3.2: PNUM, PNO). What is not complete after `holdMs`, or would take too much room, is handed on as far as it came: each packet holds whole values. */
export function partsOf(holdMs: number) {
  const open = new Map<string, Open>();
  let held = 0;

  function close(key: string, message: Open): Whole {
    open.delete(key);
    held -= message.packets.size;
    return wholeOf(message);
  }
  return {
    /** The messages that are over with this packet: none while others must come. A packet said again changes nothing. */
    take(packet: Packet, now: MonoMs): Whole[] {
      const { part } = packet;
      if (part === null) return [{ packet, missing: 0 }];
      const key = `${packet.qn ?? ''} ${packet.cn} ${part.of}`;
      const message = open.get(key) ?? { packets: new Map<number, Packet>(), of: part.of, since: now };
      const done: Whole[] = [];
      if (!message.packets.has(part.no)) { message.packets.set(part.no, packet); held++; }
      open.set(key, message);
      if (message.packets.size === part.of) done.push(close(key, message));
      for (const [k, m] of open) if (held > MOST_PACKETS) done.push(close(k, m));
      return done;
    },
    /** The messages that have waited long enough. */
    overdue: (now: MonoMs): Whole[] => [...open].filter(([, m]) => now - m.since >= holdMs).map(([k, m]) => close(k, m)),
    held: (): number => held,
  };
}
