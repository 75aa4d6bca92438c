import type { JournalLine } from '#app/journal';
import type { Words } from '#kit/words';

/** Params that are codes themselves get their words: `state`, `level`, `limit`, `link` and `fault`. */
const worded = ['state', 'level', 'limit', 'link', 'fault'] as const;
/** The sentence of one line: the catalogue's for its kind, with its own params, its subject's name and its actor; a kind without words shows itself. */
export function sentenceOf(line: JournalLine, words: Words, nameOf: (subject: string) => string): string {
  const params: Record<string, string | number> = { ...line.params, subject: nameOf(line.subject) };
  if (line.kind === 'device.event' && typeof params['text'] === 'string') params['text'] = words.written(params['text']);   // the device's own text may stand in both languages
  for (const place of worded) {
    const code = params[place];
    if (typeof code !== 'string') continue;
    if (place === 'fault') params[place] = words.fault({ code, params: line.params });
    else if (words.has(`journal:${place}-${code}`)) params[place] = words.t(`journal:${place}-${code}`);
  }
  params['because'] = typeof params['fault'] === 'string' && params['fault'] !== '' ? words.t('journal:because', { fault: params['fault'] }) : '';
  return words.has(`journal:${line.kind}`) ? words.t(`journal:${line.kind}`, params) : words.t('journal:unknown', { kind: line.kind, subject: params['subject'] ?? '' });
}
