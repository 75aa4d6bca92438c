import { nearest, pointId, shown, type PointId } from '#app/park';
import { plainFunctions } from '../functions.ts';
import { binaryOperators, tallies, unaryOperators, windows, type CalculationFault, type CalculationFaultCode, type Expression, type Know, type OverTime, type Term } from '../term.ts';
import { nodesOf, placeOf, type Node } from './placed.ts';
import { isLikeSpan, perMsOf, spanMs, unitMs } from './span.ts';

/** An expression that means something, or everything that is wrong with it. */
export type ReadExpression = { readonly ok: true; readonly value: Expression } | { readonly ok: false; readonly faults: readonly CalculationFault[] };

const mostLetters = 1000;
const mostDeep = 100;
const nothing: Term = { t: 'number', value: NaN };
const hourMs = 3_600_000;
const isIn = <T extends string>(list: readonly T[], name: string): name is T => (list as readonly string[]).includes(name);
/** Functions that may be given a stretch of time as their second argument, and else are plain. */
const windowsToo: ReadonlySet<string> = new Set(['avg', 'min', 'max']);
const functionNames: readonly string[] = [...new Set([...Object.keys(plainFunctions), ...tallies, ...windows, 'prev', 'good'])];

const textOf = (node: Node | undefined): string | null => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null);

/** Reads one expression against what is known of the points (CAL-01 to 07). `near`: the names that may have been meant, for the hint. */
export function readExpression(text: string, know: Know, near: readonly string[] = []): ReadExpression {
  const faults: CalculationFault[] = [];
  const points = new Set<PointId>();
  let isOverTime = false;
  /** One mistake; what stands there is passed over, so that the others are found too. */
  function wrong(node: Node, code: CalculationFaultCode, params: CalculationFault['params'] = {}): Term {
    faults.push({ code, params: { at: placeOf(node) + 1, ...params } });
    return nothing;
  }

  /** A point that is there. `words`: one of type text will do. */
  function pointOf(node: Node, id: string, words: boolean): PointId | null {
    const known = know(id);
    if (known === null) wrong(node, 'unknown-input', { id: shown(id), nearest: nearest(id, near) });
    else if (known.type === 'text' && !words) wrong(node, 'text-in-expression', { id: shown(id) });
    else { points.add(pointId(id)); return pointId(id); }
    return null;
  }
  function point(node: Node, name: string): Term {
    const id = pointOf(node, name, false);
    return id === null ? nothing : { t: 'point', point: id };
  }
  /** The one argument of a function that is about a point itself. */
  function ownPoint(node: Node, name: string, args: readonly Node[], words: boolean): PointId | null {
    if (!counted(node, name, args, 1, 1)) return null;
    const id = textOf(args[0]);
    if (id === null) { wrong(args[0]!, 'point-expected', { name }); return null; }
    return pointOf(args[0]!, id, words);
  }
  function counted(node: Node, name: string, args: readonly Node[], least: number, most: number): boolean {
    if (args.length >= least && args.length <= most) return true;
    wrong(node, 'wrong-arguments', { name, least, most });
    return false;
  }
  function span(node: Node | undefined, of: (text: string) => number | null): number {
    const said = textOf(node);
    const ms = said === null ? null : of(said);
    if (ms === null && node !== undefined) wrong(node, 'bad-span-of-time', { text: shown(said ?? node.raw ?? '') });
    return ms ?? hourMs;
  }
  /** CAL-21: the unit of time that is said, or that the unit of the point is per. */
  function totalPer(node: Node, [of, unit]: readonly Node[]): number {
    if (unit !== undefined) return span(unit, unitMs);
    const known = know(textOf(of) ?? '');
    const per = known === null ? null : perMsOf(known.unit);
    if (per === null && (known !== null || textOf(of) === null)) wrong(node, 'total-needs-unit');
    return per ?? hourMs;
  }
  /** The canonical text of a term is the name of what it remembers: neither spaces nor what stands around it change it. */
  function over(fn: OverTime, of: Term, ms: number, perMs: number): Term {
    isOverTime = true;
    return { t: 'over', fn, of, ms, perMs, text: `${fn}(${written(of)}${ms > 0 ? `,${ms}` : ''}${perMs > 0 ? `,${perMs}` : ''})` };
  }
  function tally(node: Node, name: (typeof tallies)[number], args: readonly Node[], deep: number): Term {
    if (!counted(node, name, args, 1, name === 'total' ? 2 : 1)) return nothing;
    return over(name, term(args[0]!, deep), name === 'total' ? totalPer(node, args) : 0, 0);
  }
  function window(node: Node, name: (typeof windows)[number], args: readonly Node[], deep: number): Term {
    if (!counted(node, name, args, 2, name === 'rate' ? 3 : 2)) return nothing;
    const ms = span(args[args.length - 1], spanMs);
    return over(name, term(args[0]!, deep), ms, name !== 'rate' ? 0 : args.length === 2 ? ms : span(args[1], spanMs));
  }
  function isOverWindow(name: string, args: readonly Node[]): boolean {
    const said = textOf(args[1]);
    return windowsToo.has(name) && args.length === 2 && said !== null && isLikeSpan(said) && (spanMs(said) !== null || know(said) === null);
  }
  /** A function that is about a point itself. */
  function aboutPoint(node: Node, name: 'good' | 'prev', args: readonly Node[]): Term {
    const id = ownPoint(node, name, args, name === 'good');
    if (id === null) return nothing;
    return name === 'good' ? { t: 'good', point: id } : over('prev', { t: 'point', point: id }, 0, 0);
  }
  function plainCall(node: Node, name: string, args: readonly Node[], deep: number): Term {
    const plain = Object.hasOwn(plainFunctions, name) ? plainFunctions[name] : undefined;
    if (plain === undefined) {
      wrong(node, 'unknown-function', { name: shown(name), nearest: nearest(name, functionNames) });
      for (const a of args) term(a, deep);
      return nothing;
    }
    return counted(node, name, args, plain.least, plain.most) ? { t: 'call', name, args: args.map((a) => term(a, deep)) } : nothing;
  }
  function call({ callee, arguments: args = [], ...rest }: Node, deep: number): Term {
    const node: Node = rest;
    const name = callee?.type === 'Identifier' ? callee.name ?? '' : null;
    if (name === null) return wrong(node, 'expression-construct', { what: '()' });
    if (name === 'good' || name === 'prev') return aboutPoint(node, name, args);
    if (isIn(tallies, name)) return tally(node, name, args, deep);
    return isIn(windows, name) && (!windowsToo.has(name) || isOverWindow(name, args)) ? window(node, name, args, deep) : plainCall(node, name, args, deep);
  }
  function literal(node: Node): Term {
    if (typeof node.value === 'string') return point(node, node.value);
    if (typeof node.value === 'boolean') return { t: 'number', value: Number(node.value) };
    return typeof node.value === 'number' && Number.isFinite(node.value) ? { t: 'number', value: node.value } : wrong(node, 'expression-construct', { what: shown(node.raw ?? '') });
  }
  function operation(node: Node, deep: number): Term {
    const op = node.operator ?? '';
    if (node.type === 'UnaryExpression') return isIn(unaryOperators, op) ? { t: 'unary', op, of: term(node.argument!, deep) } : wrong(node, 'expression-construct', { what: op });
    return isIn(binaryOperators, op) ? { t: 'binary', op, left: term(node.left!, deep), right: term(node.right!, deep) } : wrong(node, 'expression-construct', { what: op });
  }
  function term(node: Node, deep: number): Term {
    if (deep >= mostDeep) return wrong(node, 'expression-too-deep', { most: mostDeep });
    switch (node.type) {
      case 'Literal': return literal(node);
      case 'UnaryExpression': case 'BinaryExpression': return operation(node, deep + 1);
      case 'ConditionalExpression': return { t: 'choose', test: term(node.test!, deep + 1), yes: term(node.consequent!, deep + 1), no: term(node.alternate!, deep + 1) };
      case 'CallExpression': return call(node, deep + 1);
      case 'Identifier': return wrong(node, 'expression-construct', { what: shown(node.name ?? '') });
      default: return wrong(node, 'expression-construct', { what: constructs[node.type] ?? node.type });
    }
  }

  if (text.length > mostLetters) return { ok: false, faults: [{ code: 'expression-too-long', params: { at: mostLetters + 1, most: mostLetters } }] };
  const nodes = nodesOf(text);
  if (typeof nodes === 'number') return { ok: false, faults: [{ code: 'expression-syntax', params: { at: nodes + 1, near: shown(text.slice(nodes, nodes + 12)) } }] };
  const root = term(nodes, 0);
  if (faults.length === 0 && points.size === 0) wrong(nodes, 'expression-without-point');
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: { root, points: [...points], isOverTime } };
}

/** What is let through by no means, as a person would write it (CAL-02). */
const constructs: Readonly<Record<string, string>> = { MemberExpression: '.', ArrayExpression: '[]', ThisExpression: 'this', Compound: ';', SequenceExpression: ',' };

/** A term as text, the same for the same meaning. */
function written(term: Term): string {
  switch (term.t) {
    case 'number': return String(term.value);
    case 'point': return `'${term.point}'`;
    case 'good': return `good('${term.point}')`;
    case 'unary': return `${term.op}(${written(term.of)})`;
    case 'binary': return `(${written(term.left)}${term.op}${written(term.right)})`;
    case 'choose': return `(${written(term.test)}?${written(term.yes)}:${written(term.no)})`;
    case 'call': return `${term.name}(${term.args.map(written).join()})`;
    case 'over': return term.text;
  }
}
