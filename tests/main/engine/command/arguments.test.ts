import { expect, it } from 'vitest';
import { commandOf } from '../../../../main/engine/command/arguments.ts';

it.each([
  [['--site', 's', '--data', 'd', '--for', '5', '--events'], { name: 'run', site: 's', data: 'd', seconds: 5, events: true, heads: [], restart: null }],
  [['--data', 'd', '--heads', 'a', '--heads', 'b', '--restart-reason', 'killed', '--restart-attempt', '3'], { name: 'run', site: null, heads: ['a', 'b'], restart: { reason: 'killed', attempt: 3 } }],
  [['verify', '--data', 'd'], { name: 'verify', data: 'd' }],
  [['backup', '--data', 'd', '--to', 't'], { name: 'backup', to: 't' }],
  [['restore', '--data', 'd', '--from', 'f'], { name: 'restore', from: 'f' }],
  [['site', 'check', 'dir'], { name: 'site', act: 'check', dir: 'dir', data: null }],
  [['site', 'export', 'dir', '--data', 'd', '--replace'], { name: 'site', act: 'export', replace: true }],
])('%j is understood', (args, command) => expect(commandOf(args)).toMatchObject({ ok: true, value: command }));

it.each([
  [[], '--data DIR'], [['--data', 'd', '--for', 'soon'], '--for soon'], [['--data', 'd', '--for', '-1'], '--for'], [['fly'], 'fly'], [['--data', 'd', '--colour'], '--colour'],
  [['verify'], '--data DIR'], [['backup', '--data', 'd'], '--to DIR'], [['site', 'burn', 'x'], 'site check'], [['site', 'import', 'x'], '--data DIR'],
])('%j is refused, and says what is wrong', (args, what) => {
  const command = commandOf(args);
  expect(command.ok).toBe(false);
  if (!command.ok) expect(command.fault.params['what']).toContain(what);
});
