/** HJ 212-2017 annex A, written from its words: the upper eight bits of a 16-bit register of ones are combined with each byte, then eight shifts, 0xA001 for each one that falls out. */
function checksum(data: string): string {
  let register = 0xffff;
  for (const byte of Buffer.from(data, 'latin1')) {
    register = (register >> 8) ^ byte;
    for (let shift = 0; shift < 8; shift++) {
      const out = register % 2;
      register = Math.floor(register / 2);
      if (out === 1) register ^= 0xa001;
    }
  }
  return register.toString(16).toUpperCase().padStart(4, '0');
}

/** One message as it goes over the line. `spoilt`: with a checksum that is not its own. */
export function message(data: string, spoilt = false): Buffer {
  const sum = checksum(spoilt ? `${data} ` : data);
  return Buffer.from(`##${String(data.length).padStart(4, '0')}${data}${sum}\r\n`, 'latin1');
}

/** What the other side said: the fields before CP, and those inside it. */
export interface Heard { readonly fields: ReadonlyMap<string, string>; readonly cp: ReadonlyMap<string, string> }

const pairs = (text: string): Map<string, string> => new Map(text.split(/[;,]/).filter((p) => p.includes('=')).map((p) => [p.slice(0, p.indexOf('=')), p.slice(p.indexOf('=') + 1)]));

/** Reads lines as they come; what has no right checksum is passed over, as a station does. */
export function listener(hear: (heard: Heard) => void): (bytes: Buffer) => void {
  let rest = '';
  return (bytes) => {
    const lines = (rest + bytes.toString('latin1')).split('\r\n');
    rest = (lines.pop() ?? '').slice(-4096);
    for (const line of lines) {
      const m = /^##(\d{4})(.*)([0-9A-Fa-f]{4})$/.exec(line);
      const data = m?.[2] ?? '';
      if (m === null || Number(m[1]) !== data.length || checksum(data) !== m[3]?.toUpperCase()) continue;
      const [head = '', cp = ''] = data.split('CP=&&');
      hear({ fields: pairs(head), cp: pairs(cp.replace(/&&$/, '')) });
    }
  };
}

/** Digits of a moment in a clock that stands `zone` minutes east of Greenwich: 17, of which a time of data has the first 14. */
export const digits = (t: number, zone: number): string => new Date(t + zone * 60_000).toISOString().replaceAll(/[^0-9]/g, '').slice(0, 17);

/** The moment that 14 digits tell of. */
export function moment14(text: string, zone: number): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text) ?? [];
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s)) - zone * 60_000;
}
