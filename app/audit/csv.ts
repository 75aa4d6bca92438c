import type { JournalEvent } from '#app/journal';
import { canonical } from '#app/journal';

/** The first row of an export as CSV. */
export const csvHead = 'node,seq,time,actor,kind,v,subject,body,hash\r\n';
const begins = /^[\s\0]*[=+\-@|%\t\r]/;
/** AUD-14: a field as a spreadsheet takes it for text: quoted, and with a quote before what would be a formula; a number is left as it is. */
export const csvField = (text: string): string => `"${(begins.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
/** One event as a row; `iso`: its time as text. */
export function csvRow({ node, seq, actor, kind, v, subject, body, hash }: JournalEvent, iso: string): string {
  const text = canonical(body ?? null);
  return `${[node, String(seq), iso, actor, kind, String(v), subject, text.ok ? text.value : '', hash].map(csvField).join(',')}\r\n`;
}
