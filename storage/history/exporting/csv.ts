import { csvField } from '#app/audit';
import { qualityCode } from '#app/history';
import { figuresOf, qualities, rawColumns, tierColumns, type ExportWhat, type Form } from './form.ts';

const number = (n: number): string => (Number.isFinite(n) ? String(n) : '');
/** The status as OPC UA writes it: `0x80310000`. */
const hex = (status: number): string => `0x${status.toString(16).toUpperCase().padStart(8, '0')}`;

/** CSV (RFC 4180) as a spreadsheet in Chinese opens it: UTF-8 with a byte order mark, lines end in CRLF (HIS-80). A text that would be a formula is given a quote before it (HIS-86). */
export function csvForm(what: ExportWhat, time: (at: number) => string, put: (bytes: Uint8Array) => void): Form {
  let named = '';
  let field = '';
  const pointOf = (point: string): string => { if (point !== named) { named = point; field = csvField(point); } return field; };
  const say = (lines: string): void => { put(Buffer.from(lines, 'utf8')); };
  return {
    begin: () => { say(`\uFEFF${(what === 'raw' ? rawColumns : tierColumns).join(',')}\r\n`); },
    raw(series, piece, from, to) {
      const point = pointOf(series.point);
      let lines = '';
      for (let i = from; i < to; i++) {
        const words = piece.text?.get(i);
        const status = piece.status[i]!;
        lines += `${point},${time(piece.time[i]!)},${time(piece.received[i]!)},${number(piece.value[i]!)},${words === undefined ? '' : csvField(words)},${qualities[qualityCode(status)]},${hex(status)}\r\n`;
      }
      say(lines);
    },
    tier(series, rows, from, to) {
      const point = pointOf(series.point);
      let lines = '';
      for (let i = from; i < to; i++) {
        const { mean, std, weighted } = figuresOf(rows, i);
        lines += `${point},${time(rows.start[i]!)},${[rows.samples[i]!, rows.readings[i]!, rows.min[i]!, rows.max[i]!, mean, std, rows.first[i]!, rows.last[i]!, weighted, rows.knownMs[i]!].map(number).join(',')},${qualities[rows.worst[i]!]}\r\n`;
      }
      say(lines);
    },
    end() {},
  };
}
