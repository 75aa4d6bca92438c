import { createContext, useContext } from 'react';
import type { Fault } from '#kernel/result';

/** The words of one language: a code -> a sentence with {places} for its params. */
export type Catalogue = Readonly<Record<string, string>>;
/** Chinese is the first language of the house. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
type Params = Readonly<Record<string, string | number>>;

/** Fills the places of a sentence; a param that is missing leaves nothing. */
export const filled = (sentence: string, params: Params): string => sentence.replaceAll(/\{(\w+)\}/g, (_, place: string) => String(params[place] ?? ''));

/** A fault in the window's language; a code without words shows itself, so that nothing fails in silence. */
export const worded = (catalogue: Catalogue, { code, params }: Fault): string => filled(catalogue[code] ?? code, params);

/** All that is said in one language. `t` takes `module:code`; `has` tells whether there are words; `name` picks a name that the site gives in both. */
export interface Words {
  readonly language: Language;
  t(code: `${string}:${string}`, params?: Params): string;
  has(code: `${string}:${string}`): boolean;
  fault(fault: Fault): string;
  name(name: { readonly zh: string; readonly en: string }): string;
  /** What an integrator wrote, in this language: a code that has words (`topic:word-*`), or the part of a text that stands in both. */
  written(text: string): string;
}

/** What integrators write of a thing in both languages, the Chinese first: `一级 grade 1`. The part in one of them, or all where it has one part only: the English is what follows the last Chinese and has a word in it, not only a unit or a number. */
export function inLanguage(written: string, language: Language): string {
  const found = /^(?=.*\p{Script=Han})(.*\P{ASCII})\x20+(?=[\x20-\x7E]*[a-z]{3})([\x21-\x7E][\x20-\x7E]*)$/u.exec(written.trim());
  return found === null ? written : (language === 'zh-CN' ? found[1] : found[2]) ?? written;
}

/** `catalogues`: module -> its words in this language. */
export function wordsOf(language: Language, catalogues: Readonly<Record<string, Catalogue>>): Words {
  const find = (code: string): string | undefined => {
    const [module = '', ...rest] = code.split(':');
    const catalogue = catalogues[module];
    const key = rest.join(':');
    return catalogue !== undefined && Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
  };
  /** Why, in words: `silent` has its own, `status-503` those of `status-*` with the rest filled in; what has none stands as it is. */
  const reason = (said: string): string => {
    const [, head = '', of = ''] = /^([A-Za-z]+[-_])(\w+)$/.exec(said) ?? [];
    const general = find(`reasons:${head}*`);
    return find(`reasons:${said}`) ?? (general === undefined ? said : filled(general, { of }));
  };
  return {
    language,
    t: (code, params = {}) => filled(find(code) ?? code, params),
    has: (code) => find(code) !== undefined,
    fault: ({ code, params }) => worded(catalogues['faults'] ?? {}, { code, params: Object.fromEntries(Object.entries(params).map(([name, said]) => [name, (name === 'reason' || name === 'what') && typeof said === 'string' ? reason(said) : said])) }),
    name: ({ zh, en }) => (language === 'zh-CN' ? zh || en : en || zh),
    written: (text) => find(`topic:word-${text}`) ?? inLanguage(text, language),
  };
}

const files = import.meta.glob<Catalogue>('../../resources/locales/*/*.json', { eager: true, import: 'default' });

/** The words that ship, from resources/locales/<language>/<module>.json. */
export function shippedWords(language: Language): Words {
  const catalogues: Record<string, Catalogue> = {};
  for (const [path, catalogue] of Object.entries(files)) {
    const [of, file] = path.split('/').slice(-2);
    if (of === language && file !== undefined) catalogues[file.replace('.json', '')] = catalogue;
  }
  return wordsOf(language, catalogues);
}

/** What the catalogues of every language say for each code of a module, without the places of their params: by them a search finds what was written in another language. */
export function shippedSentences(module: string): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const [path, catalogue] of Object.entries(files)) {
    if (!path.endsWith(`/${module}.json`)) continue;
    for (const [code, sentence] of Object.entries(catalogue)) all.set(code, [...all.get(code) ?? [], sentence.replaceAll(/\{\w+\}/g, ' ')]);
  }
  return all;
}

export const WordsContext = createContext<Words>(wordsOf('zh-CN', {}));
/** The words of the language that the officer chose. */
export const useWords = (): Words => useContext(WordsContext);
