import type { JournalLine } from '#app/journal';
import type { Words } from '#kit/words';

/** Params that are codes themselves get their words: `state`, `level`, `limit`, `link`, `fault`, `outcome`, `finding`, `how`, `why`, `factor` and `field`. */
const worded = ['state', 'level', 'limit', 'link', 'post', 'fault', 'outcome', 'finding', 'how', 'why', 'factor', 'field'] as const;
/** Params that are several codes, each with its words. */
const several = { factors: 'factor', fields: 'field' } as const;
/** Puts words in the place of codes. */
function putWords(params: Record<string, string | number>, line: JournalLine, words: Words): void {
  const wordOf = (place: string, code: string): string => (words.has(`journal:${place}-${code}`) ? words.t(`journal:${place}-${code}`) : code);
  for (const place of worded) {
    const code = params[place];
    if (typeof code === 'string') params[place] = place === 'fault' ? words.fault({ code, params: line.params }) : wordOf(place, code);
  }
  for (const [place, one] of Object.entries(several)) {
    const codes = params[place];
    if (typeof codes === 'string') params[place] = codes.split(' + ').map((code) => wordOf(one, code)).join(' + ');
  }
}
/** A note on history names its points, and the time that it is of. */
function putNote(params: Record<string, string | number>, words: Words, nameOf: (subject: string) => string, timeOf: (at: number) => string): void {
  const { points, at } = params;
  params['points'] = typeof points === 'string' && points !== '' ? points.split(' + ').map(nameOf).join(' · ') : words.t('journal:of-the-park');
  if (typeof at === 'number') params['at'] = timeOf(at);
}
const plainTime = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
/** The sentence of one line: the catalogue's for its kind, with its own params, its subject's name and its actor; a kind without words shows itself. `timeOf`: how a time in it is written, epoch ms. */
export function sentenceOf(line: JournalLine, words: Words, nameOf: (subject: string) => string, timeOf: (at: number) => string = plainTime): string {
  const params: Record<string, string | number> = { ...line.params, subject: nameOf(line.subject) };
  if (line.kind === 'device.event' && typeof params['text'] === 'string') params['text'] = words.written(params['text']);   // the device's own text may stand in both languages
  if (line.kind.startsWith('duty.') && typeof params['unit'] === 'string') params['unit'] = nameOf(params['unit']);
  if (line.kind === 'history.annotated') putNote(params, words, nameOf, timeOf);
  putWords(params, line, words);
  params['because'] = typeof params['fault'] === 'string' && params['fault'] !== '' ? words.t('journal:because', { fault: params['fault'] }) : '';
  return words.has(`journal:${line.kind}`) ? words.t(`journal:${line.kind}`, params) : words.t('journal:unknown', { kind: line.kind, subject: params['subject'] ?? '' });
}
