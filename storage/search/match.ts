import { askedTokens, exactToken, type EventSearch, type Token } from '#app/journal';

/** A token as FTS5 reads it: quoted, so that nothing in it is an operator. */
const quoted = ({ text, begins }: Token): string => `"${text.replaceAll('"', '""')}"${begins ? ' *' : ''}`;
const all = (of: readonly string[]): string => `(${of.join(' AND ')})`;
const any = (of: readonly string[]): string => `(${of.join(' OR ')})`;
const exact = (field: 'k' | 'a' | 's', values: readonly string[]): string[] => (values.length === 0 ? [] : [any(values.map((value) => quoted({ text: exactToken(field, value), begins: false })))]);

/** A search as an FTS5 expression that finds no less; null: it asks for no token. */
export function matchOf({ words, kinds, actors, subjects }: EventSearch): string | null {
  const parts = [
    ...exact('k', kinds), ...exact('a', actors), ...exact('s', subjects),
    ...words.map((word) => any([all(askedTokens(word.text).map(quoted)), ...exact('k', word.kinds)])),
  ];
  return parts.length === 0 ? null : parts.join(' AND ');
}
