import { expect, it } from 'vitest';
import { commandOf } from '../../../../main/engine/command/arguments.ts';

it.each([
  [['--site', 's', '--data', 'd', '--for', '5', '--events'], { name: 'run', site: 's', data: 'd', seconds: 5, events: true, heads: [], restart: null }],
  [['--data', 'd', '--heads', 'a', '--heads', 'b', '--restart-reason', 'killed', '--restart-attempt', '3'], { name: 'run', site: null, heads: ['a', 'b'], restart: { reason: 'killed', attempt: 3 } }],
  [['verify', '--data', 'd'], { name: 'verify', data: 'd' }],
  [['history', 'verify', '--data', 'd'], { name: 'history', act: 'verify', data: 'd' }],
  [['check-export', 'a.manifest.json'], { name: 'check-export', manifest: 'a.manifest.json' }],
  [['backup', '--data', 'd', '--to', 't'], { name: 'backup', to: 't' }],
  [['restore', '--data', 'd', '--from', 'f'], { name: 'restore', from: 'f' }],
  [['site', 'check', 'dir'], { name: 'site', act: 'check', dir: 'dir', data: null }],
  [['set-up', '--data', 'd'], { name: 'set-up', data: 'd', rescue: false }], [['set-up', '--data', 'd', '--rescue'], { name: 'set-up', rescue: true }],
  [['keys', 'rotate', '--data', 'd'], { name: 'keys', act: 'rotate', data: 'd' }],
  [['site', 'export', 'dir', '--data', 'd', '--replace'], { name: 'site', act: 'export', replace: true }],
])('%j is understood', (args, command) => expect(commandOf(args)).toMatchObject({ ok: true, value: command }));

it.each([
  [[], '--data DIR'], [['--data', 'd', '--for', 'soon'], '--for soon'], [['--data', 'd', '--for', '-1'], '--for'], [['fly'], 'fly'], [['--data', 'd', '--colour'], '--colour'],
  [['verify'], '--data DIR'], [['check-export'], 'check-export MANIFEST'], [['history', 'burn', '--data', 'd'], 'history status|verify|merge'], [['history', 'status'], '--data DIR'], [['backup', '--data', 'd'], '--to DIR'], [['site', 'burn', 'x'], 'site check'], [['keys', 'burn', '--data', 'd'], 'keys status'], [['keys', 'status'], '--data DIR'], [['set-up'], '--data DIR'], [['site', 'import', 'x'], '--data DIR'],
])('%j is refused, and says what is wrong', (args, what) => {
  const command = commandOf(args);
  expect(command.ok).toBe(false);
  if (!command.ok) expect(command.fault.params['what']).toContain(what);
});

it('how long before a gap is told is a number of hours of one week, and only where it is said', () => {
  const said = (...more: readonly string[]) => commandOf(['--data', 'd', ...more]);
  expect(said('--gap-hours', '48')).toMatchObject({ ok: true, value: { gapHours: 48 } });
  expect(said('--gap-hours', '168')).toMatchObject({ ok: true, value: { gapHours: 168 } });
  for (const wrong of ['0', '169', '-1', '1.5', 'day']) expect(said('--gap-hours', wrong), wrong).toMatchObject({ ok: false });
  const plain = said();
  expect(plain.ok && 'gapHours' in plain.value).toBe(false);
});
