import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileFor } from '../../../../main/shell/windows/pages.ts';

const root = path.resolve('/srv/pages');
const roots = { pages: root, site: null };

it.each([
  ['app://watchroom/windows/desk/index.html', '/srv/pages/windows/desk/index.html'],
  ['app://watchroom/assets/%E5%9B%AD.js', '/srv/pages/assets/园.js'],
  ['app://watchroom/a/b/../../assets/x.css?v=1#top', '/srv/pages/assets/x.css'],
])('serves %s', (url, file) => expect(fileFor(url, roots)).toBe(path.resolve(file)));

it.each([
  'app://watchroom/', 'app://watchroom/windows', 'app://elsewhere/index.html', 'https://watchroom/index.html', 'file:///etc/hosts.html', 'app://watchroom:99/index.html',
  'app://watchroom/..%2f..%2fetc/passwd.html', 'app://watchroom/a/..%2f..%2fsecret.json', 'app://watchroom/..%5c..%5csecret.json', 'app://watchroom/a%00.html', 'app://watchroom/%ff.html',
  'app://watchroom/main.db', 'not an address',
])('refuses %s', (url) => expect(fileFor(url, roots)).toBeNull());

it('never leaves its folder, whatever is asked', () => {
  const piece = fc.constantFrom('..', '%2e%2e', '%2E.', '/', '%2f', '\\', '%5c', 'a', 'index.html', '.', '%00', '//', ':', '园', '%');
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
    const file = fileFor(`app://watchroom/${parts.join('')}`, roots);
    return file === null || file.startsWith(root + path.sep);
  }), { seed: 7, numRuns: 3000 });
});

it('gives of the site its shelves alone, and nothing where there is no site', () => {
  const site = path.resolve('/srv/site');
  expect(fileFor('app://watchroom/site/mimics/tanks.svg', { pages: root, site })).toBe(path.join(site, 'mimics', 'tanks.svg'));
  expect(fileFor('app://watchroom/site/mimics/tanks.svg', roots)).toBeNull();
  expect(fileFor('app://watchroom/site/sources.json', { pages: root, site })).toBeNull();
});
