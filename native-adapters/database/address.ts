/** How a table holds its points: `tall` = a row per point and time, `wide` = a row per time with a column per point. */
export type Style = 'tall' | 'wide';

/** A name that may stand in a statement at all, quoted by the driver: a letter (of any script) or `_`, then letters, digits, `_` and `$`. Quotes, brackets, dots, blanks and comments have no place in it. */
export const IDENTIFIER = /^[\p{L}_][\p{L}\p{M}\p{N}_$]{0,62}$/u;
/** Text that holds something to read, and nothing that cannot be seen. It never stands in a statement: it goes beside it, as a parameter. */
const KEY = /^(?=.*[\p{L}\p{N}])[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]{0,198}[^\p{C}\p{Z}])?$/u;

/** Reads an address: in a tall table the point's key as text, in a wide one the column's name. Null when it cannot be meant. */
export const keyOf = (address: string, style: Style): string | null => ((style === 'wide' ? IDENTIFIER : KEY).test(address) ? address : null);

const LONGEST = 4000;
/** What changes something, locks something, reaches a file, another server or the machine, or waits: no reading needs any of it. The session's and account's own limits stand behind this list, which only says so early. */
const FORBIDDEN = /\b(?:insert|update|delete|merge|replace|upsert|drop|alter|create|truncate|grant|revoke|deny|exec|execute|call|do|into|copy|load|load_file|load_extension|outfile|dumpfile|attach|detach|pragma|vacuum|set|set_config|lock|share|declare|begin|commit|rollback|savepoint|prepare|deallocate|listen|notify|kill|shutdown|backup|restore|waitfor|sleep|benchmark|get_lock|nextval|setval|openrowset|opendatasource|openquery|openxml|readfile|writefile|edit|dblink\w*|pg_\w+|lo_\w+|xp_\w+|sp_\w+|sys_\w+)\b/i;
const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/g;

/** Each way in which a text is not one SELECT: `whole` as written, `bare` without what stands in quotes. */
const RULES: readonly { readonly says: string; readonly broken: (whole: string, bare: string) => boolean }[] = [
  { says: `at most ${LONGEST} characters`, broken: (whole) => whole.length > LONGEST },
  { says: 'begins with SELECT', broken: (whole) => !/^\s*select\s/i.test(whole) },
  { says: 'one statement, without ; comment, \\ or place-holder', broken: (whole, bare) => /[;?@$#:]|--|\/\*|\*\//.test(bare) || /[\\]|(?!\s)\p{C}/u.test(whole) },
  { says: 'a quote is not closed', broken: (_, bare) => /['`]|"(?!x")(?<!"x")/.test(bare) },
  { says: 'a bracket is not closed', broken: (_, bare) => !balanced(bare) },
];
function balanced(text: string): boolean {
  let depth = 0;
  for (const c of text) { if (c === '(') depth++; else if (c === ')' && --depth < 0) return false; }
  return depth === 0;
}

/** What is wrong with a hand-written statement that may only be one SELECT; null when it is one. Without comments, semicolons, backslashes, place-holders and control characters, so that nothing can hide in it. */
export function selectFault(text: string): string | null {
  const bare = text.slice(0, LONGEST + 1).replaceAll(QUOTED, '"x"');
  const broken = RULES.find((rule) => rule.broken(text, bare));
  if (broken !== undefined) return broken.says;
  const word = FORBIDDEN.exec(bare)?.[0];
  return word === undefined ? null : `not ${word.toUpperCase()}`;
}
