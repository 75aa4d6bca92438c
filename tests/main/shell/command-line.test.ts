import { expect, it } from 'vitest';
import { commandLine } from '../../../main/shell/command-line.ts';

const nothing = { site: null, data: null, language: null, seconds: null, workstation: null, profile: null, heads: [] };

it.each([
  [[], nothing],
  [['--site', 'a', '--data', 'b', '--lang', 'en', '--for', '2.5', '--workstation', 'desk-1', '--profile', '夜班', '--heads', 'c', '--heads', 'd'], { site: 'a', data: 'b', language: 'en', seconds: 2.5, workstation: 'desk-1', profile: '夜班', heads: ['c', 'd'] }],
  [['--no-sandbox', '--remote-debugging-port=0', '--data=b'], { ...nothing, data: 'b' }],
])('reads %j', (args, expected) => expect(commandLine(args)).toEqual({ ok: true, value: expected }));

it.each([['--lang', 'fr'], ['--for', '0'], ['--for', 'soon'], ['--for', '-1'], ['--site'], ['--data='], ['--site', '--data', 'b'], ['--heads'], ['--heads', 'a', '--heads', '--site', 'b']])('refuses %s %s', (...args) => {
  expect(commandLine(args)).toMatchObject({ ok: false, fault: { code: 'usage' } });
});
