import { createScanner, findNodeAtLocation, getLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { shown, type Document, type Findings, type Path, type Place } from '#app/park';
import type { Bounds } from './bounds.ts';

/** The numbers of jsonc-parser's SyntaxKind, a const enum that cannot be imported under isolatedModules. */
const kind = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;
/** Names that reach the innards of JavaScript objects. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** Errors of syntax after this many in one file follow from the earlier ones. */
const mostSyntaxErrors = 20;

const fieldOf = (path: Path): string => path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${p}`)).join('').replace(/^\./, '');

/** From an offset in a text to its line, from 1. */
function lines(text: string): (offset: number) => number {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n' || (text[i] === '\r' && text[i + 1] !== '\n')) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) { const mid = (low + high) >> 1; if ((starts[mid] ?? 0) <= offset) low = mid; else high = mid; }
    return low + 1;
  };
}

/** Goes over the words once without building anything, since the parser itself recurses and has no bound. */
function tooMuch(text: string, bounds: Bounds): { readonly code: 'too-deep' | 'too-many-words'; readonly offset: number; readonly most: number } | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let count = 1; ; count++) {
    const token: number = scanner.scan();
    if (token === kind.end) return null;
    if (token === kind.openBrace || token === kind.openBracket) depth++;
    if (token === kind.closeBrace || token === kind.closeBracket) depth--;
    if (depth > bounds.jsonDepth) return { code: 'too-deep', offset: scanner.getTokenOffset(), most: bounds.jsonDepth };
    if (count > bounds.jsonTokens) return { code: 'too-many-words', offset: scanner.getTokenOffset(), most: bounds.jsonTokens };
  }
}

type At = (offset: number, path: Path) => Place;
interface Source { readonly text: string; readonly at: At; readonly found: Findings }

/** False for what no double holds: too large, or whole and with more digits than it keeps (a serial number written as a number). */
const exact = (written: string, value: number): boolean => Number.isFinite(value) && (!/^-?\d+$/.test(written) || String(value + 0) === written.replace(/^-(?=0+$)/, ''));

/** Half a surrogate pair has no UTF-8 and could not be journalled (RFC 8785 3.2.2.2). */
function wellFormed(text: string, node: Node, path: Path, { at, found }: Source): string {
  if (!text.isWellFormed()) found.error(at(node.offset, path), 'bad-characters', { value: shown(text.toWellFormed()) });
  return text;
}

/** The plain value of a tree. Forbidden and repeated names are left out and numbers that are none become 0, each with its error. */
function plain(node: Node, path: Path, from: Source): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child, i) => plain(child, [...path, i], from));
  if (node.type === 'object') return record(node, path, from);
  if (node.type === 'string') return wellFormed(String(node.value), node, path, from);
  if (node.type !== 'number') return node.value;
  const written = from.text.slice(node.offset, node.offset + node.length);
  const value = Number(node.value);
  if (exact(written, value)) return value + 0; // + 0: no negative zero
  from.found.error(from.at(node.offset, path), 'number-out-of-range', { value: shown(written) });
  return 0;
}

function record(node: Node, path: Path, { text, at, found }: Source): Record<string, unknown> {
  const first = new Map<string, unknown>();
  for (const { offset, children: [name, value] = [] } of node.children ?? []) {
    if (name === undefined || value === undefined) continue;
    const key = wellFormed(String(name.value), name, path, { text, at, found });
    const inner = [...path, key];
    if (forbidden.has(key)) found.error(at(offset, inner), 'forbidden-key', { name: key });
    else if (first.has(key)) found.error(at(offset, inner), 'duplicate-key', { name: shown(key) });
    else first.set(key, plain(value, inner, { text, at, found }));
  }
  return Object.fromEntries(first);
}

/** Reads JSON, in which `//` and block comments are allowed. Null when its syntax is wrong or it is too much; every error of syntax has its line and field. */
export function readJson(file: string, text: string, bounds: Bounds, found: Findings): Document | null {
  const lineAt = lines(text);
  const at: At = (offset, path) => ({ file, line: lineAt(offset), field: fieldOf(path) });
  const much = tooMuch(text, bounds);
  if (much !== null) { found.error(at(much.offset, []), much.code, { most: much.most }); return null; }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: false });
  for (const { error, offset, length } of errors.slice(0, mostSyntaxErrors)) {
    const word = text.slice(offset, offset + Math.min(length, 60));
    const where = at(offset, getLocation(text, offset).path);
    if (/^[+-]?(nan|inf|\d|\.\d)/i.test(word)) found.error(where, 'not-a-number', { value: shown(word) });
    else found.error(where, 'bad-json', { what: printParseErrorCode(error), text: shown(word) });
  }
  if (errors.length > 0 || root === undefined) {
    if (errors.length === 0) found.error(at(0, []), 'bad-json', { what: 'ValueExpected', text: '' });
    return null;
  }
  return { file, value: plain(root, [], { text, at, found }), lineOf: (path) => lineAt(nodeAt(root, path).offset) };
}

/** The node at a path, or the nearest that holds it. Of a field it is the whole `name: value`, so that the line is that of the name. */
function nodeAt(root: Node, path: Path): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent : node;
  }
  return root;
}
