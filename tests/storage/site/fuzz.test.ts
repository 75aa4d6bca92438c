import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findings } from '#app/park';
import { defaultBounds } from '../../../storage/site/index.ts';
import { parseSite } from '../../../storage/site/read.ts';
import { withRules } from './sample.ts';

const files = withRules();
const names = Object.keys(files);
const nasty = ['"', ',', '\n', '\r', '{', '}', '[', ']', ':', '//', '/*', '\\', '\u0000', '\u202e', '1e999', 'NaN', '"__proto__":1,', '-', '\ufeff', 'null', '""', '\ud800', '液位', '*/'];
const edit = fc.record({ file: fc.constantFrom(...names), at: fc.nat(4000), drop: fc.nat(12), put: fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 5 })) });

const bytesOf = (text: Record<string, string>) => {
  const bytes = (name: string): Uint8Array => new TextEncoder().encode(text[name] ?? '');
  return {
    'site.json': bytes('site.json'), 'sources.json': bytes('sources.json'), 'levels.json': bytes('levels.json'), 'points.csv': bytes('points.csv'),
    assets: names.filter((n) => n.startsWith('assets/')).map((n) => [n, bytes(n)] as const),
  };
};

it('PRK-01 whatever is scribbled into a folder: reading never throws, gives a site or reasons, and every reason stands in a line that is there', () => {
  let sites = 0;
  fc.assert(fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
    const text = { ...files };
    for (const { file, at, drop, put } of edits) { const old = text[file] ?? ''; const where = at % old.length; text[file] = old.slice(0, where) + put + old.slice(where + drop); }
    const found = findings();
    const site = parseSite(bytesOf(text), defaultBounds, found);
    if (site !== null) sites++;
    expect(site === null).toBe(found.errors() > 0);
    for (const f of [...found.faults(), ...found.warnings()]) {
      expect(Object.keys(text)).toContain(f.file);
      expect(f.line).toBeGreaterThanOrEqual(1);
      expect(f.line).toBeLessThanOrEqual((text[f.file] ?? '').split(/\r\n|\n|\r/).length);
    }
  }), { seed: 2026, numRuns: 1500 });
  expect(sites).toBeGreaterThan(10); // some scribbles only change a name
}, 60_000);

it('PRK-05 noise in the place of any file is refused, never thrown at', () => {
  fc.assert(fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 300 }), (file, noise) => {
    const found = findings();
    const bytes = { ...bytesOf(files) };
    const spoilt = file.startsWith('assets/') ? { ...bytes, assets: bytes.assets.map(([n, b]) => [n, n === file ? noise : b] as const) } : { ...bytes, [file]: noise };
    expect(parseSite(spoilt, defaultBounds, found)).toBeNull();
    expect(found.errors()).toBeGreaterThan(0);
  }), { seed: 7, numRuns: 500 });
});
