/** One token of a text: `text` as it is compared; `begins`: whether a longer token that begins with it counts too. */
export interface Token { readonly text: string; readonly begins: boolean }

/** JRN-14: as words are compared: NFKC, small letters. */
export const foldedWords = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Han, kana and hangul: written without blanks. Two characters at a time are a token. */
const dense = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const runs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|\p{N}+|[[\p{L}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+/gv;
/** What stands between two signs of Chinese and is neither letter nor digit. */
const between = /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[^\p{L}\p{N}\p{M}]+(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])/gu;
/** The runs of Chinese, of digits and of letters of a text; Chinese goes on over blanks and points. */
const runsOf = (text: string): readonly string[] => foldedWords(text).replaceAll(between, '').match(runs) ?? [];

/** A token longer than this is cut, in texts and in queries alike: a hash, a key. */
const longest = 24;
const cut = (text: string): string => (text.length > longest ? text.slice(0, longest) : text);
/** Characters of a run of Chinese, two by two; the last also by itself, so that one character is found as the beginning of a token. */
function pairs(run: string, whole: boolean): string[] {
  const signs = Array.from(run);
  const found = signs.slice(0, -1).map((sign, i) => sign + signs[i + 1]!);
  return whole ? [...found, signs.at(-1)!] : found;
}

/** Every token of a text, in order (JRN-14). Letters and digits part: `LEL-201` is `lel` and `201`. */
export const tokensOf = (text: string): readonly string[] => runsOf(text).flatMap((run) => (dense.test(run) ? pairs(run, true) : [cut(run)]));

/** The tokens that a text must have for a word of a query to be in it (JRN-15): of Chinese its pairs, of the last run its beginning. */
export function askedTokens(word: string): readonly Token[] {
  const found = runsOf(word);
  return found.flatMap((run, i): Token[] => {
    const last = i === found.length - 1;
    if (!dense.test(run)) return [{ text: cut(run), begins: last }];
    const signs = Array.from(run);
    return signs.length === 1 ? [{ text: run, begins: true }] : pairs(run, false).map((text) => ({ text, begins: false }));
  });
}

/**
 * JRN-15: whether a word stands in a text: its letters, digits and Chinese one after another, whatever else is between them, from the beginning of a run of letters or digits on; a run of Chinese may begin anywhere.
 * This is the rule; an index may only find more, and is asked again.
 */
export function standsIn(word: string, text: string): boolean {
  const [asked, there] = [runsOf(word), runsOf(text)];
  for (let at = 0; at + asked.length <= there.length; at++) if (asked.every((run, i) => fits(run, there[at + i]!, i === 0, i === asked.length - 1))) return true;
  return false;
}
function fits(run: string, there: string, first: boolean, last: boolean): boolean {
  if (!dense.test(run)) return last ? there.startsWith(run) : there === run;
  if (first) return last ? there.includes(run) : there.endsWith(run);
  return last ? there.startsWith(run) : there === run;
}
/** Whether a word has anything that can be searched for. */
export const searchable = (word: string): boolean => runsOf(word).length > 0;
