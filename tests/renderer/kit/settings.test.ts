import { expect, it } from 'vitest';
import { shellContract, type Settings } from '#app/contract';
import { connect } from '#kernel/client';
import { ok, type Result } from '#kernel/result';
import { serve } from '#kernel/serve';
import { settingsStore } from '#kit/settings';
import { realClock } from '../../clock.ts';
import { channel } from '../../wire.ts';
import { session, until } from '../engine-double.ts';
import { absentShell } from '../shell-absent.ts';

it('a change that was made while the first answer was on its way is not undone by it', async () => {
  const answer = Promise.withResolvers<Result<Settings>>();
  const { engine, window, close } = channel();
  const shell = serve(shellContract, { ...absentShell, 'settings.get': () => answer.promise }, { wire: engine, clock: realClock, session, crashed: () => {} });
  const s = settingsStore(connect(shellContract, window, (run) => run()));
  s.change({ language: 'en' });
  answer.resolve(ok({ theme: 'light', language: 'zh-CN', sound: false }));
  await s.read;
  expect(s.state.getState()).toEqual({ theme: 'dark', language: 'en', sound: true });
  shell.stop();
  close();
});

it('takes what the shell keeps, shows a change at once, and believes what the shell says last', async () => {
  let kept: Settings = { theme: 'light', language: 'en', sound: false };
  const { engine, window, close } = channel();
  const shell = serve(shellContract, {
    ...absentShell, 'settings.get': async () => ok(kept),
    'settings.set': async (part) => { kept = { ...kept, ...JSON.parse(JSON.stringify(part)) as Partial<Settings> }; shell.say('settings.changed', kept); return ok(kept); },
  }, { wire: engine, clock: realClock, session, crashed: () => {} });
  const s = settingsStore(connect(shellContract, window, (run) => run()));
  await s.read;
  expect(s.state.getState()).toEqual(kept);
  s.change({ theme: 'dark' });
  expect(s.state.getState().theme).toBe('dark');
  await until(() => kept.theme === 'dark');
  shell.say('settings.changed', { ...kept, sound: true });
  await until(() => s.state.getState().sound);
  expect(s.state.getState()).toEqual({ theme: 'dark', language: 'en', sound: true });
  shell.stop();
  close();
});
