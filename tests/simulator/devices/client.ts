import net from 'node:net';

const hex = (s: string): Buffer => Buffer.from(s.replaceAll(' ', ''), 'hex');

/** A client that speaks bytes and knows no protocol. `closed` resolves when the device ends the line. */
export async function rawClient(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  let heard = Buffer.alloc(0);
  let wake: () => void = () => {};
  socket.on('data', (bytes: Buffer) => { heard = Buffer.concat([heard, bytes]); wake(); });
  socket.on('error', () => {});
  const closed = new Promise<void>((r) => { socket.on('close', () => r()); });
  await new Promise<void>((resolve, reject) => { socket.once('connect', resolve); socket.once('error', reject); });
  const next = async (bytes: number): Promise<string> => {
    while (heard.length < bytes) await new Promise<void>((r) => { wake = r; });
    const out = heard.subarray(0, bytes).toString('hex');
    heard = heard.subarray(bytes);
    return out;
  };
  const send = (text: string): void => { socket.write(hex(text)); };
  return {
    send, next, closed,
    waiting: (): number => heard.length,
    /** One request PDU to a unit; gives the answer's PDU. */
    ask: async (pdu: string, unit = '01'): Promise<string> => {
      const body = hex(pdu);
      send(`0007 0000 ${(body.length + 1).toString(16).padStart(4, '0')} ${unit} ${pdu}`);
      const head = hex(await next(7));
      return next(head.readUInt16BE(4) - 1);
    },
    end: (): void => { socket.destroy(); },
  };
}
export const plain = (s: string): string => s.replaceAll(' ', '').toLowerCase();
