import net from 'node:net';
import { onTestFinished } from 'vitest';
import { modbus, modbusOptions } from '#adapters/modbus';
import { row, type LinkState, type Point, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { countingClock } from '../../conformance/subject.ts';

/** One request as a device sees it, in hex: transaction, unit and PDU. */
export interface Asked { readonly tid: string; readonly unit: number; readonly pdu: string; readonly at: number }
/** What it answers: whole bytes in hex, or nothing. `reply` builds a proper frame. */
export type Script = (asked: Asked, say: (hex: string) => void, line: number) => void;

const clean = (hex: string): string => hex.replaceAll(/\s/g, '').toLowerCase();
/** A whole answer to a request: same transaction, protocol 0, its length, same unit. */
export const reply = ({ tid, unit }: { readonly tid: string; readonly unit: number }, pdu: string): string =>
  `${tid}0000${(clean(pdu).length / 2 + 1).toString(16).padStart(4, '0')}${unit.toString(16).padStart(2, '0')}${clean(pdu)}`;

/** A device written in hex: it knows no Modbus beyond where a request ends. */
export async function rawPeer(script: Script) {
  const asked: Asked[] = [];
  const sockets = new Set<net.Socket>();
  let lines = 0;
  const server = net.createServer((socket) => {
    const line = ++lines;
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    let rest = '';
    socket.on('data', (bytes) => {
      rest += bytes.toString('hex');
      for (let size = 12 + 2 * Number.parseInt(rest.slice(8, 12), 16); rest.length >= 12 && rest.length >= size; size = 12 + 2 * Number.parseInt(rest.slice(8, 12), 16)) {
        const one = { tid: rest.slice(0, 4), unit: Number.parseInt(rest.slice(12, 14), 16), pdu: rest.slice(14, size), at: performance.now() };
        rest = rest.slice(size);
        asked.push(one);
        script(one, (hex) => { if (socket.writable) socket.write(Buffer.from(clean(hex), 'hex')); }, line);
      }
    });
  });
  const port = await new Promise<number>((r) => { server.listen(0, '127.0.0.1', () => r((server.address() as net.AddressInfo).port)); });
  onTestFinished(() => new Promise<void>((r) => { for (const s of sockets) s.destroy(); server.close(() => r()); }));
  return { port, asked, lines: (): number => lines, connections: (): number => sockets.size };
}

/** An adapter on that port with its samples, link states and notes kept; it is closed when the test ends. */
export function speaking(port: number, options: Record<string, unknown> = {}) {
  const parsed = modbusOptions({ host: '127.0.0.1', port, unit: 1, everyMs: 20, answerMs: 100, retryMs: 30, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const { clock, timers } = countingClock();
  const links: LinkState[] = [];
  const notes: string[] = [];
  const taken: Sample[] = [];
  const adapter = modbus(parsed.value, { clock, note: (l) => { notes.push(l); }, bound: 100, link: (l) => { links.push(l); }, pki: '', secret: () => null });
  onTestFinished(() => adapter.close());
  const point = (address: string, handle = 0): Point => ({ handle, id: pointId(address), address });
  const watch = (...addresses: readonly string[]) => adapter.watch(addresses.map((a, i) => point(a, i)), { take: async (b) => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); } });
  const last = (handle: number): Sample | undefined => taken.findLast((s) => s.handle === handle);
  return { adapter, watch, point, taken, last, links, notes, timers };
}
