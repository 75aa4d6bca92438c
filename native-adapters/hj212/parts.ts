import type { MonoMs } from '#kernel/time';
import type { Packet } from './segment.ts';

/** A message of several packets, put together in their order; `missing`: how many never came. */
export interface Whole { readonly packet: Packet; readonly missing: number }

interface Open { readonly packets: Map<number, Packet>; readonly cn: string; readonly of: number; readonly time: string | null; readonly qns: Set<string | null>; readonly since: MonoMs }

/** How many packets of unfinished messages one station may have here; the oldest message leaves first. */
const MOST_PACKETS = 1024;

const timeIn = ({ cp }: Packet): string | null => /(?:^|[;,])DataTime=(\d{1,17})/.exec(cp)?.[1] ?? null;
const wholeOf = ({ packets, of }: Open): Whole => {
  const inOrder = [...packets].toSorted(([a], [b]) => a - b).map(([, p]) => p);
  return { packet: { ...inOrder[0]!, part: null, cp: inOrder.map((p) => p.cp).filter((cp) => cp !== '').join(';') }, missing: of - packets.size };
};

/**
 * Puts split packets of one station together (HJ 212-2017, 6.3.2, PNUM and PNO). What belongs together is of one command and number, and carries either one QN, as many stations do it, or one DataTime
 * under a QN of its own each, as tables C.49 and C.50 show it. What is not complete after `holdMs`, or would take too much room, is handed on as far as it came: each packet holds whole values.
 */
export function partsOf(holdMs: number) {
  const open = new Set<Open>();
  let held = 0;

  function close(message: Open): Whole {
    open.delete(message);
    held -= message.packets.size;
    return wholeOf(message);
  }
  function messageOf({ qn, cn }: Packet, { no, of }: { readonly no: number; readonly of: number }, time: string | null, now: MonoMs): Open {
    const same = [...open].filter((m) => m.cn === cn && m.of === of);
    const there = same.find((m) => m.qns.has(qn)) ?? same.find((m) => time !== null && m.time === time && !m.packets.has(no));
    const message = there ?? { packets: new Map<number, Packet>(), cn, of, time, qns: new Set<string | null>(), since: now };
    open.add(message);
    message.qns.add(qn);
    return message;
  }
  return {
    /** The messages that are over with this packet: none while others must come. A packet said again changes nothing. */
    take(packet: Packet, now: MonoMs): Whole[] {
      const { part } = packet;
      if (part === null) return [{ packet, missing: 0 }];
      const message = messageOf(packet, part, timeIn(packet), now);
      const done: Whole[] = [];
      if (!message.packets.has(part.no)) { message.packets.set(part.no, packet); held++; }
      if (message.packets.size === part.of) done.push(close(message));
      for (const m of open) if (held > MOST_PACKETS) done.push(close(m));
      return done;
    },
    /** The messages that have waited long enough. */
    overdue: (now: MonoMs): Whole[] => [...open].filter((m) => now - m.since >= holdMs).map((m) => close(m)),
    held: (): number => held,
  };
}
