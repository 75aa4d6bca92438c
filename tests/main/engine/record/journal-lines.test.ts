import { expect, it } from 'vitest';
import { genesis, type Hlc, type JournalEvent } from '#app/journal';
import { engineActor, nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { lineOf } from '../../../../main/engine/record/journal-lines.ts';

const event = (kind: string, body: unknown): JournalEvent =>
  ({ id: 'n1-7', node: nodeId('n1'), seq: 7, hlc: '' as Hlc, prev: genesis, hash: genesis, time: epochMs(5), actor: engineActor, realm: 'live', kind, v: 1, subject: 'gds', body });

it('a fault is told by its code, with what its sentence needs beside it', () => {
  expect(lineOf(event('source.changed', { link: 'down', fault: { code: 'unreachable', params: { peer: '10.0.0.7:502' } } }), () => '1970-01-01/early')).toEqual(
    { seq: 7, time: 5, shift: '1970-01-01/early', actor: 'engine', kind: 'source.changed', subject: 'gds', params: { subject: 'gds', peer: '10.0.0.7:502', link: 'down', fault: 'unreachable' } });
});

it('a body that nobody expected is still a line', () => {
  for (const body of [null, 'words', [1], { deep: { er: 1 }, n: 2 }]) expect(lineOf(event('alarm.changed', body), () => '')).toMatchObject({ kind: 'alarm.changed', subject: 'gds' });
});

it('what a roster loses is told as taken away, a swap with who gives to whom, and never a name', () => {
  expect(lineOf(event('duty.group', { group: null }), () => '').kind).toBe('duty.group-removed');
  const turn = { unit: 'park', date: '2026-11-20', shift: 'early', person: 'g1a' };
  expect(lineOf(event('duty.swap', { swap: { id: 'w', give: turn, by: 'g2a', take: null, state: 'proposed' }, how: 'propose', rule: 'DTY-15' }), () => '')).toMatchObject({ kind: 'duty.swap', params: { from: 'g1a', to: 'g2a', turn: '2026-11-20 early', state: 'proposed' } });
  expect(JSON.stringify(lineOf(event('duty.person', { person: { name: 'sm4g.1.a.b.c', phone: 'sm4g.1.d.e.f', unit: 'park' } }), () => ''))).not.toContain('sm4g');
});
