/** One opening tag. `name` and the names of attributes are without their prefix. */
export interface Tag { readonly name: string; readonly attribute: (name: string) => string | undefined }

const plain = (name: string): string => name.slice(name.indexOf(':') + 1);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string => text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');

/** Where a tag that begins at `from` ends: its `>`, outside of quotes; -1: nowhere. */
function endOf(xml: string, from: number): number {
  let quote = 0;
  for (let i = from; i < xml.length; i++) {
    const c = xml.charCodeAt(i);
    if (quote !== 0) { if (c === quote) quote = 0; } else if (c === 62) return i; else if (c === 34 || c === 39) quote = c;
  }
  return -1;
}
/** Comments, instructions and plain text, by how they begin and end. */
const passed = [['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>']] as const;

/** The opening tags of a part in their order; what a comment or a CDATA section holds is none. Ends where the part is broken. */
export function* tags(xml: string): Generator<Tag> {
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const skip = passed.find(([begin]) => xml.startsWith(begin, at));
    const end = skip === undefined ? endOf(xml, at) : xml.indexOf(skip[1], at);
    if (end < 0) return;
    if (skip === undefined && xml[at + 1] !== '/') {
      const text = xml.slice(at + 1, end);
      const name = /^[^\s/]+/.exec(text)?.[0] ?? '';
      yield {
        name: plain(name),
        attribute(asked) {
          for (const [, key = '', , double, single] of text.matchAll(/([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)')/g)) if (plain(key) === asked) return decoded(double ?? single ?? '');
          return undefined;
        },
      };
    }
    at = end + 1;
  }
}
