import type { SourceQuality, WhyView } from '#app/acquisition';
import type { Words } from '#kit/words';

/** What a status word means, e.g. `8031`; one that the catalogue does not know shows itself. */
export const wordText = (word: string, words: Words): string => (words.has(`acquisition:word-${word}`) ? words.t(`acquisition:word-${word}`) : `0x${word}0000`);

/** What an adapter counted, e.g. `bad-crc`; a name that the catalogue does not know shows itself. */
export const countText = (name: string, words: Words): string => (words.has(`acquisition:count-${name}`) ? words.t(`acquisition:count-${name}`) : name);

function codeOf({ code, params }: WhyView): `acquisition:${string}` {
  if (code === 'link') return `acquisition:why-link-${params['state']}`;
  return code === 'word' && params['detail'] !== 0 ? 'acquisition:why-word-detail' : `acquisition:why-${code}`;
}
/** One reason in words. `stamp`: epoch ms as the park reads it. */
function reasonText(why: WhyView, words: Words, stamp: (at: number) => string): string {
  const { word } = why.params;
  const text = words.t(codeOf(why), { ...why.params, ...(typeof word === 'string' && { word: wordText(word, words) }) });
  const because = why.fault === null ? '' : words.t('acquisition:why-because', { reason: words.fault(why.fault) });
  const since = why.since === null ? '' : ` ${words.t('acquisition:why-since', { since: stamp(why.since) })}`;
  return `${text}${because}${since}`;
}
/** Why a point is grey, as one sentence: from the wire to the value. */
export const whySentence = (why: readonly WhyView[], words: Words, stamp: (at: number) => string): string =>
  (why.length === 0 ? words.t('acquisition:why-well') : why.map((w) => reasonText(w, words, stamp)).join(words.language === 'en' ? '; ' : '；'));

const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);
/** The figures of a source, each with its name and what it says. `stamp` as above; `ago`: an age in words. */
export function figuresOf(q: SourceQuality, words: Words, stamp: (at: number) => string, ago: (ms: number) => string): readonly { readonly name: string; readonly value: string; readonly more?: string; readonly bad: boolean }[] {
  const { source: s, clock, frozen } = q;
  const t = (code: `acquisition:${string}`, params = {}): string => words.t(code, params);
  return [
    { name: t('acquisition:rate'), value: t('acquisition:rate-value', { rate: Math.round(q.rate * 10) / 10 }), bad: false },
    { name: t('acquisition:age'), value: q.ageMs === null ? t('acquisition:age-none') : ago(q.ageMs), bad: q.ageMs === null },
    { name: t('acquisition:points'), value: t('acquisition:points-value', { all: s.points, good: s.good, uncertain: s.uncertain, bad: s.bad }), more: t('acquisition:points-more', { unheard: q.unheard, stale: q.stale, suspected: q.suspected }), bad: s.bad > 0 },
    { name: t('acquisition:loss'), value: t('acquisition:loss-value', { lost: s.lost, late: q.late }), bad: s.lost > 0 },
    { name: t('acquisition:link'), value: t('acquisition:link-value', { count: s.reconnects }), bad: false },
    {
      name: t('acquisition:clock'), value: clock.offsetMs === null ? t('acquisition:clock-unknown') : t('acquisition:clock-value', { seconds: seconds(clock.offsetMs), tolerance: seconds(clock.toleranceMs) }),
      ...(clock.wrongSince !== null && { more: `${t('acquisition:clock-wrong')} · ${t('acquisition:why-since', { since: stamp(clock.wrongSince) })}` }), bad: clock.wrongSince !== null,
    },
    { name: t('acquisition:treated'), value: t('acquisition:treated-value', { jumps: q.jumps, beyond: q.beyond }), bad: false },
    { name: t('acquisition:queue'), value: t('acquisition:queue-value', { count: q.queue }), more: t('acquisition:queue-more'), bad: false },
    {
      name: t('acquisition:still'), value: t(frozen.since !== null ? 'acquisition:still-frozen' : frozen.known ? 'acquisition:still-moving' : 'acquisition:still-unknown'),
      ...(frozen.since !== null && { more: t('acquisition:why-since', { since: stamp(frozen.since) }) }), bad: frozen.since !== null,
    },
    { name: t('acquisition:back-off'), value: q.backOff === null ? t('acquisition:back-off-none') : t('acquisition:back-off-value', { attempt: q.backOff.attempt, at: stamp(q.backOff.nextAt) }), bad: q.backOff !== null },
  ];
}
