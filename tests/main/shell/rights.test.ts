import { expect, it } from 'vitest';
import { shellContract } from '#app/contract';
import { watching } from '#app/access';
import { commissioning } from '#kernel/session';
import { windowRights } from '../../../main/shell/rights.ts';

it('before the engine ever spoke a window may what the place may; once it has, a window that nobody spoke of may only be there', () => {
  const rights = windowRights();
  expect(rights.of(1)).toEqual(commissioning);
  rights.told(1, watching);
  expect([rights.of(1).includes('engine.restart'), rights.of(2).includes('engine.restart'), rights.of(2).includes('window.view')]).toEqual([false, false, true]);
});

it('what the engine said last counts, also while it is down; a window that is gone is forgotten', () => {
  const rights = windowRights();
  rights.told(1, [...watching, 'engine.restart', 'settings.change']);
  expect(rights.of(1)).toContain('engine.restart');
  rights.told(1, watching);
  expect(rights.of(1)).not.toContain('engine.restart');
  rights.gone(1);
  expect(rights.of(1)).not.toContain('alarm.view');
});

it('nobody logged in at a window of its own: it beats, knows itself, has its language and its engine, and commands nothing', () => {
  const rights = windowRights();
  rights.told(7, ['session.begin']);
  const may = rights.of(7);
  const calls = Object.entries(shellContract.calls).filter(([, { needs }]) => may.includes(needs)).map(([name]) => name);
  for (const call of ['window.self', 'window.beat', 'settings.get', 'engine.process']) expect(calls).toContain(call);
  for (const call of ['settings.set', 'engine.restart', 'window.close', 'profile.recall', 'profile.save']) expect(calls).not.toContain(call);
});
