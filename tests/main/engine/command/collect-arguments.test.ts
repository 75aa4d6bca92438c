import { expect, it } from 'vitest';
import { commandOf } from '../../../../main/engine/command/arguments.ts';

const whole = ['collect', '--site', 's', '--data', 'd', '--to', 'a:1'];
const what = (...args: string[]): unknown => { const r = commandOf(args); return r.ok ? r.value : r.fault.params['what']; };

it('collect: receivers with their secrets, several at once, and what is usual', () => {
  expect(what(...whole, '--to', 'tls://[::1]:9460#other', '--configured-by', 'a:1', '--name', 'far', '--late-after', '2.5', '--for', '9')).toEqual({
    name: 'collect', site: 's', data: 'd', hostName: 'far', bufferMb: 4096, perSecond: 200_000, lateMs: 2500, configuredBy: 'a:1', watch: false, seconds: 9, language: 'en',
    to: [{ host: 'a', port: 1, tls: false, secret: 'collect' }, { host: '::1', port: 9460, tls: true, secret: 'other' }],
  });
});
it.each([
  [['collect', '--site', 's', '--data', 'd'], '--to'], [['collect', '--data', 'd', '--to', 'a:1'], '--site'], [[...whole, '--to', 'b'], '--to b'], [[...whole, '--to', 'b:70000'], '--to b:70000'], [[...whole, '--to', 'a:1'], 'twice'],
  [[...whole, '--name', '../x'], '--name'], [[...whole, '--configured-by', 'b:1'], '--configured-by b:1'], [[...whole, '--buffer-mb', '0'], '--buffer-mb'], [[...whole, '--fill', 'much'], '--fill'], [[...whole, '--late-after', '0'], '--late-after'], [[...whole, '--for', '-1'], '--for'],
])('collect: %j names what is wrong', (args, named) => { expect(what(...args)).toContain(named); });
it('collector: what a collection host runs, and what it shall run', () => {
  expect(what('collector', 'send', 'far', 'dir', '--data', 'd')).toEqual({ name: 'collector', act: 'send', source: 'far', dir: 'dir', data: 'd', replace: false, language: 'en' });
  expect(what('collector', 'show', 'far', '--data', 'd')).toMatchObject({ act: 'show', dir: '' });
  for (const args of [['collector', 'send', 'far', '--data', 'd'], ['collector', 'fly', 'far', '--data', 'd'], ['collector', 'show', 'far'], ['collector']]) expect(what(...args)).toContain('collector show|send|export');
});
it('backup and restore still take one folder each', () => {
  expect(what('backup', '--data', 'd', '--to', 'x')).toMatchObject({ name: 'backup', to: 'x' });
  expect(what('backup', '--data', 'd')).toContain('--to');
});
