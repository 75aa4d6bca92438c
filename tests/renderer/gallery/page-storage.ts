import { fail, ok } from '#kernel/result';
import { readRoster, type Cell, type ReadRoster, type SheetContext } from '#app/duty';

/** What the engine's seats take from storage by value. */
export class HashLost extends Error { override readonly name = 'HashLost'; }
/** What the rest of the engine's answers about people takes: real where no file and no thread is wanted. */
export { totp } from '../../../storage/secrets/totp.ts';
/** 128 hexadecimal digits that only the same text gives: sixteen rounds of FNV-1a. */
function mark(text: string): string {
  let out = '';
  for (let round = 0; round < 16; round++) {
    let h = 0x811c9dc5 ^ round;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
    out += h.toString(16).padStart(8, '0');
  }
  return out;
}
/** Keys of the gallery are files like any; their signatures are marks that anybody could make. */
export const sm2Check = (text: string, signature: string, publicKey: string): boolean => signature === mark(`${publicKey} ${text}`);
export async function newKeyFile(pin: string) {
  if (pin.length < 8) return fail('key-file-pin');
  const publicKey = `04${Array.from(crypto.getRandomValues(new Uint8Array(64)), (b) => b.toString(16).padStart(2, '0')).join('')}`;
  return ok({ text: JSON.stringify({ form: 'gallery', publicKey, pin: mark(pin) }), publicKey });
}
export async function openKeyFile(text: string, pin: string) {
  const file = text.startsWith('{') ? JSON.parse(text) as { readonly publicKey: string; readonly pin: string } : null;
  if (file === null) return fail('key-file-form');
  return file.pin === mark(pin) ? ok({ publicKey: file.publicKey, sign: (what: string) => mark(`${file.publicKey} ${what}`) }) : fail('key-file-pin');
}
/** Under which version a text was sealed by the gallery's keys (access/secrets.ts). */
export const sealedVersion = (text: string): number | null => { const [head, version] = text.split('.'); return head === 'g' ? Number(version) : null; };
/** A workbook of the gallery is its rows as JSON: read by the very rules of a real one. */
export async function readRosterFile(bytes: ArrayLike<number>, context: SheetContext): Promise<ReadRoster> {
  const rows = JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes))) as readonly (readonly string[])[];
  return readRoster([{ sheet: '值班表', merged: [], rows: rows.map((r) => r.map((text): Cell => (text === '' ? { kind: 'empty' } : { kind: 'text', text }))) }], context);
}
/** The part of Node's Buffer that an import takes. */
Object.assign(globalThis, { Buffer: { from: (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) } });
