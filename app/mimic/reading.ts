import { fail, ok, type Fault, type Result } from '#kernel/result';
import { bounds, Drawing } from './drawing.ts';

export type MimicFault = Fault<'mimic-not-json' | 'mimic-malformed' | 'mimic-too-large' | 'mimic-svg-too-large' | 'mimic-svg-entities' | 'mimic-svg-not-svg'>;

/** MIM-01: the file of bindings as an integrator wrote it; the fault names the first place that does not fit. */
export function readDrawing(text: string): Result<Drawing, MimicFault> {
  if (text.length > bounds.json) return fail('mimic-too-large', { most: bounds.json });
  let value: unknown;
  try { value = JSON.parse(text.replace(/^\uFEFF/, '')); } catch (error) { return fail('mimic-not-json', { reason: String(error instanceof Error ? error.message : error).slice(0, 120) }); }
  const parsed = Drawing.safeParse(value);
  return parsed.success ? ok(parsed.data) : fail('mimic-malformed', { at: parsed.error.issues[0]?.path.join('.') || '.' });
}

/** MIM-02: what may be kept as an SVG at all; what is in it is judged again where it is drawn. Its own entities would let a small file grow without end. */
export function checkSvg(text: string): Result<string, MimicFault> {
  if (text.length > bounds.svg) return fail('mimic-svg-too-large', { most: bounds.svg });
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(text)) return fail('mimic-svg-entities');
  if (!/<svg[\s>/]/i.test(text)) return fail('mimic-svg-not-svg');
  return ok(text);
}

/** A drawing as the text of its file; the same drawing gives the same bytes. */
export function drawingText({ formatVersion, name, size, symbols, bindings }: Drawing): string {
  const line = (list: readonly object[]): string => (list.length === 0 ? '[]' : `[\n${list.map((x) => `    ${JSON.stringify(x)}`).join(',\n')}\n  ]`);
  return `{\n  "formatVersion": ${formatVersion},\n  "name": ${JSON.stringify({ zh: name.zh, en: name.en })},\n  "size": ${JSON.stringify({ width: size.width, height: size.height })},\n  "symbols": ${line(symbols)},\n  "bindings": ${line(bindings)}\n}\n`;
}
