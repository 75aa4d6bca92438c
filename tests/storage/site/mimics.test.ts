import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bounds, drawingText } from '#app/mimic';
import { readMimics, readSite, renderMimics, writeSite } from '../../../storage/site/index.ts';
import { drawn } from '../../app/mimic/drawn.ts';
import { put, sample, scratch } from './sample.ts';

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const s = await scratch();
  onTestFinished(() => s[Symbol.asyncDispose]());
  await put(s.dir, { ...sample(), ...files });
  return s.dir;
}
const good = drawingText(drawn());

it('MIM-01 mimics are read beside the site: the good ones whole, each bad one by its file and its reason', async () => {
  const dir = await folder({
    'mimics/farm.json': good, 'mimics/farm.svg': '<svg viewBox="0 0 1 1"/>', 'mimics/plain.json': good, 'mimics/README.md': 'x',
    'mimics/none.svg': '<svg/>', 'mimics/text.json': good, 'mimics/text.svg': 'no drawing', 'mimics/bomb.json': good, 'mimics/bomb.svg': '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    'mimics/half.json': '{', 'mimics/Bad Name.json': good, 'mimics/large.json': good, 'mimics/large.svg': `<svg>${' '.repeat(bounds.svg)}</svg>`,
  });
  const { mimics, broken } = await readMimics(dir);
  expect(mimics.map((m) => `${m.id} ${m.svg === null ? 'no svg' : 'svg'}`)).toEqual(['farm svg', 'plain no svg']);
  expect(broken.map((b) => `${b.file} ${b.fault.code}`).toSorted()).toEqual([
    'mimics/Bad Name.json mimic-bad-name', 'mimics/bomb.svg mimic-svg-entities', 'mimics/half.json mimic-not-json', 'mimics/large.svg mimic-svg-too-large', 'mimics/none.json missing-file', 'mimics/text.svg mimic-svg-not-svg',
  ]);
  const read = await readSite(dir);
  expect(read.ok && read.value.warnings).toEqual([]);                    // a folder of mimics is no stranger
});

it('MIM-08 the digest is of what a mimic says: line ends and blanks of the JSON do not count, a letter of the SVG does', async () => {
  const digest = async (json: string, svg: string): Promise<string> => (await readMimics(await folder({ 'mimics/a.json': json, 'mimics/a.svg': svg }))).mimics[0]?.digest ?? '';
  const first = await digest(good, '<svg>\n</svg>');
  expect(await digest(JSON.stringify(JSON.parse(good)), '<svg>\r\n</svg>')).toBe(first);
  expect(await digest(good, '<svg>\n </svg>')).not.toBe(first);
});

it('an export writes the mimics back, they read the same, and what else lies there stays', async () => {
  const dir = await folder({ 'mimics/farm.json': good, 'mimics/farm.svg': '<svg/>', 'mimics/notes.txt': 'mine' });
  const site = await readSite(dir);
  if (!site.ok) throw new Error('the sample is a site');
  const changed = drawn({ name: { zh: '新', en: 'new' } });
  const written = await writeSite(dir, site.value.site, { replace: true, mimics: renderMimics([{ id: 'farm', svg: '<svg/>', drawing: changed }, { id: 'gone', svg: null, drawing: null }]) });
  expect(written).toMatchObject({ ok: true });
  expect((await fs.readdir(path.join(dir, 'mimics'))).toSorted()).toEqual(['farm.json', 'farm.svg', 'notes.txt']);
  expect((await readMimics(dir)).mimics).toMatchObject([{ id: 'farm', svg: '<svg/>', drawing: { name: { en: 'new' } } }]);
  await writeSite(dir, site.value.site, { replace: true });        // a site without mimics of its own leaves the folder as it was
  expect((await readMimics(dir)).mimics).toHaveLength(1);
});

it('a link out of the folder is not followed', async () => {
  const dir = await folder({ 'mimics/farm.json': good });
  await fs.writeFile(path.join(path.dirname(dir), 'outside.svg'), '<svg/>');
  await fs.symlink(path.join(path.dirname(dir), 'outside.svg'), path.join(dir, 'mimics/farm.svg'));
  onTestFinished(() => fs.rm(path.join(path.dirname(dir), 'outside.svg'), { force: true }));
  expect((await readMimics(dir)).broken).toMatchObject([{ file: 'mimics/farm.svg', fault: { code: 'link-leaves-folder' } }]);
});
