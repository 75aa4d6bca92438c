import { expect, it } from 'vitest';
import type { SiteView } from '#app/park';
import { ok } from '#kernel/result';
import { contactOf, parkOf, parkStore, placesOf } from '../../../../renderer/features/park/index.ts';
import { engineDouble, until } from '../../engine-double.ts';

const name = { zh: '甲', en: 'a' };
const asset = (id: string, parent: string | null, phone: string | null): SiteView['assets'][number] =>
  ({ id, kind: 'area', name, parent, position: null, contact: phone === null ? null : { role: name, phone }, facts: {} });
const site = (id: string): SiteView => ({ id, name, zone: 'Asia/Shanghai', levelsVersion: 1, levels: [], points: [], sources: [], assets: [asset('tank', 'farm', null), asset('farm', 'park', '119'), asset('park', null, '110'), asset('x', 'y', null), asset('y', 'x', null)] });

it('finds places from the smallest outwards and the nearest contact; a loop ends', () => {
  const park = parkOf(site('one'));
  expect(placesOf(park, 'tank').map((a) => a.id)).toEqual(['tank', 'farm', 'park']);
  expect([contactOf(park, 'tank')?.phone, contactOf(park, 'nowhere'), placesOf(park, 'x').map((a) => a.id)]).toEqual(['119', null, ['x', 'y']]);
});

it('reads the site again when it changes', async () => {
  let now = 'one';
  const e = engineDouble({ 'site.get': async () => ok(site(now)) });
  const s = parkStore(e.client);
  await s.read;
  expect(s.state.getState().park?.site.id).toBe('one');
  now = 'two';
  e.say('site.changed', { id: 'two' });
  await until(() => s.state.getState().park?.site.id === 'two');
  e.close();
});
