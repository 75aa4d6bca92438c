import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileFor, headersFor, POLICY } from '../../../../main/shell/windows/pages.ts';

const root = path.resolve('/srv/pages');

it.each([
  ['app://watchroom/windows/desk/index.html', '/srv/pages/windows/desk/index.html'],
  ['app://watchroom/assets/%E5%9B%AD.js', '/srv/pages/assets/园.js'],
  ['app://watchroom/a/b/../../assets/x.css?v=1#top', '/srv/pages/assets/x.css'],
])('serves %s', (url, file) => expect(fileFor(url, root)).toBe(path.resolve(file)));

it.each([
  'app://watchroom/', 'app://watchroom/windows', 'app://elsewhere/index.html', 'https://watchroom/index.html', 'file:///etc/hosts.html', 'app://watchroom:99/index.html',
  'app://watchroom/..%2f..%2fetc/passwd.html', 'app://watchroom/a/..%2f..%2fsecret.json', 'app://watchroom/..%5c..%5csecret.json', 'app://watchroom/a%00.html', 'app://watchroom/%ff.html',
  'app://watchroom/main.db', 'not an address',
])('refuses %s', (url) => expect(fileFor(url, root)).toBeNull());

it('never leaves its folder, whatever is asked', () => {
  const piece = fc.constantFrom('..', '%2e%2e', '%2E.', '/', '%2f', '\\', '%5c', 'a', 'index.html', '.', '%00', '//', ':', '园', '%');
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
    const file = fileFor(`app://watchroom/${parts.join('')}`, root);
    return file === null || file.startsWith(root + path.sep);
  }), { seed: 7, numRuns: 3000 });
});

it('says of every answer what it is and what it may do', () => {
  expect(headersFor('a/b.js')).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' });
  expect(POLICY).toContain("default-src 'none'");
  expect(POLICY).not.toMatch(/unsafe-eval|https?:|\*/);
  expect(POLICY.split('; ').find((d) => d.startsWith('script-src'))).toBe("script-src 'self'");
});
