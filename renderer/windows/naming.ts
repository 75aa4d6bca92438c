import type { PointValue } from '#app/acquisition';
import { historySource, type AlarmView } from '#app/alarm';
import { limitKinds } from '#app/park';
import type { Words } from '#kit/words';
import { contactOf, parkContact, placesOf, type About, type Live, type Park } from './features.ts';

/** The rule that an alarm was written as, by the alarm's id. */
export const ruleOf = (park: Park, alarm: string) => park.site.rules?.find((r) => `${r.id}.${r.kind}` === alarm);

/** What stands under no name of the site: the store of samples, or an id that nobody knows any more. */
const nameless = (source: string, words: Words): string => (source === historySource ? words.t('alarm:source-history') : source);

/** What the site says about one alarm: its point, its source or rule, where it is and whom to call. */
export function aboutIn(park: Park, words: Words, a: AlarmView): About {
  const point = a.point === null ? null : park.points.get(a.point) ?? null;
  const source = park.sources.get(a.source);
  const rule = point === null ? ruleOf(park, a.id) : undefined;             // the silence of an enterprise is told under its rule's name, not its source's
  const asset = point?.asset ?? rule?.asset ?? null;
  const at = asset === null ? { places: [], contact: null } : { places: placesOf(park, asset).filter((p) => p.kind !== 'park'), contact: contactOf(park, asset) };
  const origin = rule ?? source;
  return { point, level: park.levels.get(a.level) ?? null, source: origin === undefined ? nameless(a.source, words) : words.name(origin.name), ...at, here: parkContact(park) };
}

/** What the site says about each alarm, kept by alarm so that a row is drawn again only when something changed. */
export function aboutAlarms(park: Park | null, words: Words): (a: AlarmView) => About {
  const kept = new Map<string, About>();
  return (a) => {
    const key = `${a.id} ${a.level}`;
    const there = kept.get(key);
    if (there !== undefined) return there;
    const about = park === null ? { point: null, level: null, source: a.source, places: [], contact: null } : aboutIn(park, words, a);
    kept.set(key, about);
    return about;
  };
}

/** The same value gives the same object, so that a row whose value stayed is not drawn again. */
export function liveValues(): (v: PointValue | null) => Live | null {
  const kept = new WeakMap<PointValue, Live>();
  return (v) => {
    if (v === null) return null;
    const there = kept.get(v) ?? { value: v.value, text: v.text, quality: v.quality, stale: v.stale, status: v.status, at: v.sourceTime ?? v.receivedTime };
    kept.set(v, there);
    return there;
  };
}

/** What the log is about, in the words of the site: a point with its limit (`LEL-101.HH`), a source, a point, the park; anything else shows its id. */
export function subjectOf(park: Park | null, words: Words): (subject: string) => string {
  return (subject) => {
    if (park === null) return subject;
    const thing = park.points.get(subject) ?? park.sources.get(subject) ?? park.assets.get(subject);
    if (thing !== undefined) return words.name(thing.name);
    if (subject === park.site.id) return words.name(park.site.name);
    const rule = ruleOf(park, subject);
    if (rule !== undefined) return words.name(rule.name);
    const dot = subject.lastIndexOf('.');
    const kind = limitKinds.find((k) => k === subject.slice(dot + 1));
    const owner = park.points.get(subject.slice(0, dot)) ?? park.sources.get(subject.slice(0, dot));
    return kind === undefined || owner === undefined ? subject : `${words.name(owner.name)} ${words.t(`alarm:kind-${kind}`)}`;
  };
}

/** Of an id that stays unknown, as many characters as tell two people apart. */
const shortId = (id: string): string => id.replace(/^p-/, '').slice(0, 8);
/** Who did it: nobody known at a workstation, the engine, or a person: by the name of whoever was seen at this seat, else by a short id. */
export function actorOf(words: Words, known: ReadonlyMap<string, { readonly name: string; readonly login: string }>): (actor: string) => string {
  return (actor) => {
    const person = known.get(actor);
    if (person !== undefined) return person.name === '' ? person.login : `${person.name} (${person.login})`;
    if (actor === 'engine') return words.t('desk:actor-engine');
    const [, at] = actor.split('unidentified@');
    return at === undefined ? words.t('access:actor-person', { id: shortId(actor) }) : words.t('desk:actor-unidentified', { place: at });
  };
}
