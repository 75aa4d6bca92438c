import { expect, it } from 'vitest';
import type { Mimic } from '#app/mimic';
import { fail, ok } from '#kernel/result';
import { draftStore } from '../../../../renderer/features/mimic/editor/draft-store.ts';
import { mimicStore } from '../../../../renderer/features/mimic/store.ts';
import { drawn } from '../../../app/mimic/drawn.ts';
import { engineDouble, until } from '../../engine-double.ts';

const head = (id: string, revision: number): Mimic['head'] => ({ id, name: drawn().name, revision, origin: 'folder', at: 0, by: 'engine', points: 1, fault: null });
const mimic = (id: string, revision: number): Mimic => ({ head: head(id, revision), svg: null, drawing: drawn() });

it('opens, leads on and goes back; a change by somebody else is read at once; what cannot be read says why', async () => {
  let revision = 1;
  const e = engineDouble({ 'mimic.list': async () => ok([head('a', revision), head('b', 1)]), 'mimic.get': async ({ id }) => (id === 'none' ? fail('no-such-mimic', { id }) : ok(mimic(id, revision))) });
  const store = mimicStore(e.client);
  await store.listed;
  await store.open('a');
  await store.open('b');
  expect(store.state.getState()).toMatchObject({ id: 'b', trail: ['a'], mimic: { head: { id: 'b' } } });
  store.back();
  await until(() => store.state.getState().mimic?.head.id === 'a');
  expect(store.state.getState().trail).toEqual([]);
  revision = 2;
  e.say('mimic.changed', { id: 'a', revision });
  await until(() => store.state.getState().mimic?.head.revision === 2 && store.state.getState().heads?.[0]?.revision === 2);
  await store.open('none');
  expect(store.state.getState()).toMatchObject({ id: 'none', mimic: null, fault: { code: 'no-such-mimic' } });
  e.close();
});

it('MIM-10 the draft stays under the hand until it is kept: what was refused is not lost, and goes on as another', async () => {
  const asked: string[] = [];
  const e = engineDouble({ 'mimic.save': async ({ id, revision }) => { asked.push(`${id} ${revision}`); return id === 'a' && revision === 1 ? fail('mimic-changed', { id, by: 'x', revision: 2 }) : ok(head(id, revision + 1)); } });
  const store = draftStore(e.client);
  store.begin(mimic('a', 1));
  expect(store.dirty()).toBe(false);
  store.add({ do: 'add', kind: 'pump', at: { x: 10, y: 10 } });
  expect([store.dirty(), [...store.state.getState().chosen]]).toEqual([true, ['pump-1']]);
  expect(await store.save()).toBe(false);
  expect(store.state.getState()).toMatchObject({ fault: { code: 'mimic-changed' }, saving: false });
  expect(store.dirty()).toBe(true);
  expect(await store.saveAs('a-2')).toBe(true);
  expect([store.state.getState().id, store.state.getState().revision, store.dirty(), asked]).toEqual(['a-2', 1, false, ['a 1', 'a-2 0']]);
  store.undo();
  expect([store.dirty(), [...store.state.getState().chosen]]).toEqual([true, []]);   // what is gone is not chosen
  store.end();
  expect(store.state.getState().draft).toBeNull();
  e.close();
});
