import jsep from 'jsep';

/** A node as the parser makes it, with the letter, from 0, where it begins. */
export interface Node {
  readonly type: string; readonly at?: number; readonly operator?: string; readonly left?: Node; readonly right?: Node; readonly argument?: Node; readonly test?: Node; readonly consequent?: Node; readonly alternate?: Node;
  readonly value?: unknown; readonly raw?: string; readonly name?: string; readonly callee?: Node; readonly arguments?: readonly Node[];
}
interface Parser {
  index: number;
  readonly expr: string;
  readonly char: string;
  readonly code: number;
  parse(): Node;
  gobbleSpaces(): void;
  gobbleExpression(): Node | false | undefined;
  gobbleExpressions(until?: number): Node[];
  gobbleToken(): Node | false | undefined;
  gobbleArguments(until: number): Node[];
  throwError(what: string): never;
}
/** Its class, which its types leave out. */
const { Jsep } = jsep as unknown as { readonly Jsep: new (text: string) => Parser };

/** The parser, which by itself tells nobody where a node stands, and takes several expressions, and arguments without commas, for one. */
class Placing extends Jsep {
  override gobbleToken(): Node | false | undefined {
    this.gobbleSpaces();
    const at = this.index;
    const node = super.gobbleToken();
    return node ? { at, ...node } : node;
  }
  /** One, and nothing after it. */
  override gobbleExpressions(until?: number): Node[] {
    const node = this.gobbleExpression();
    if (!node || (this.index < this.expr.length && this.code !== until)) this.throwError(`unexpected ${this.char}`);
    return [node];
  }
  /** With a comma between each two. */
  override gobbleArguments(until: number): Node[] {
    const args: Node[] = [];
    this.gobbleSpaces();
    for (let more = this.code !== until; more; more = this.code === comma) {
      if (args.length > 0) this.index++;
      const node = this.gobbleExpression();
      if (!node) this.throwError(`unexpected ${this.char}`);
      args.push(node);
      this.gobbleSpaces();
    }
    if (this.code !== until) this.throwError(`unexpected ${this.char}`);
    this.index++;
    return args;
  }
}
const comma = 44;

/** Where a node begins, from 0. */
export const placeOf = (node: Node): number => node.at ?? (node.left === undefined ? (node.test === undefined ? 0 : placeOf(node.test)) : placeOf(node.left));

/** The tree of a text; a number: the letter, from 0, where it cannot be read. */
export function nodesOf(text: string): Node | number {
  try { return new Placing(text).parse(); } catch (error) {
    const index = (error as { readonly index?: unknown }).index;
    if (typeof index === 'number') return index;
    throw error;
  }
}
