import type { AlarmView } from '#app/alarm';
import { levels, type Level, type Name } from '#app/park';
import type { Action } from '#kit/actions';
import { shippedWords, type Words } from '#kit/words';
import { placesOf, titleOf, whatOf, wireOf, type About, type PaletteEntry, type Park } from '../features.ts';
import { keyName } from './key-name.ts';

const noName: Name = { zh: '', en: '' };
const both = (text: string): Name => ({ zh: text, en: text });
const namesOf = (name: Name): readonly string[] => (name.zh === name.en ? [name.zh] : [name.zh, name.en]);
/** What people call the wire of a source, in both languages: the entries outlive a change of it. */
function wires(): (kind: string) => Name {
  const [zh, en] = [shippedWords('zh-CN'), shippedWords('en')];
  return (kind) => ({ zh: wireOf(kind, zh), en: wireOf(kind, en) });
}
const joined = (names: readonly Name[]): Name => ({ zh: names.map((n) => n.zh).join(' · '), en: names.map((n) => n.en || n.zh).join(' · ') });

/** Everything of the park that can be found: enterprises and places before single points, sources. */
export function entriesOf(park: Park): readonly PaletteEntry[] {
  const wire = wires();
  const within = new Map<string, Name>();
  const where = (asset: string): Name => {
    const there = within.get(asset) ?? joined(placesOf(park, asset).filter((p) => p.kind !== 'park').map((p) => p.name));
    within.set(asset, there);
    return there;
  };
  return [
    ...park.site.assets.map((a): PaletteEntry => ({ kind: 'asset', key: `asset ${a.id}`, id: a.id, names: namesOf(a.name), code: a.id, weight: a.kind === 'enterprise' ? -2 : -1, title: a.name, where: a.parent === null ? noName : where(a.parent), level: null })),
    ...park.site.points.map((p): PaletteEntry => ({ kind: 'point', key: `point ${p.id}`, id: p.id, names: namesOf(p.name), code: p.id, weight: 0, title: p.name, where: where(p.asset), level: null })),
    ...park.site.sources.map((s): PaletteEntry => ({ kind: 'source', key: `source ${s.id}`, id: s.id, names: namesOf(s.name), code: s.id, weight: 0, title: s.name, where: wire(s.kind), level: null })),
  ];
}

/** The alarms on the list: what is urgent comes first. */
export function alarmEntries(alarms: readonly AlarmView[], about: (a: AlarmView) => About, words: Words): readonly PaletteEntry[] {
  const weight = (level: Level): number => levels.indexOf(level) - levels.length - 2;
  return alarms.map((a): PaletteEntry => {
    const its = about(a);
    const title = its.point === null ? both(titleOf(a, its, words)) : its.point.name;
    const what = whatOf(a, its, words);
    return { kind: 'alarm', key: `alarm ${a.id}`, id: a.id, names: [...namesOf(title), `${title.zh} ${what}`], code: a.id, weight: weight(a.level), title: { zh: `${title.zh} ${what}`, en: `${title.en} ${what}` }, where: joined(its.places.filter((p) => p.kind !== 'park').map((p) => p.name)), level: a.level };
  });
}

/** What can be done here and now; a window that can be opened is one too. */
export function actionEntries(actions: readonly Action[], words: Words): readonly PaletteEntry[] {
  return actions.filter((a) => a.allowed()).map((a): PaletteEntry => {
    const title = words.t(a.title, a.params);
    return { kind: a.id.startsWith('window-') ? 'window' : 'action', key: `action ${a.id}`, id: a.id, names: [title], code: a.id, weight: 1, title: both(title), where: both(keyName(a.keys[0] ?? '')), level: null };
  });
}
