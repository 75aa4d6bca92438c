import { fraction, isOn, isVisible, ofPoint, turnOf, type Binding, type DrawnSymbol as Drawn } from '#app/mimic';
import type { Words } from '#kit/words';
import { saying, type Flaw, type Mark, type PointLook } from '../look.ts';
import type { ShapeProps } from './shapes.tsx';

const kinds = ['HH', 'H', 'L', 'LL'] as const;
type Of<S extends Binding['show']> = Extract<Binding, { show: S }>;
type Looking = (point: string) => PointLook;
/** The first binding that shows this. */
export const find = <S extends Binding['show']>(bindings: readonly Binding[], show: S): Of<S> | undefined => bindings.find((b): b is Of<S> => b.show === show);
/** A value that may be drawn as a height: one that is to be trusted at all. */
const drawable = (look: PointLook): number | null => (look.flaw === 'bad' || look.flaw === 'unheard' ? null : look.value);

/** How full, and where the limits of the point are in that. */
function levelOf(bindings: readonly Binding[], lookOf: Looking): Pick<ShapeProps, 'full' | 'ticks'> {
  const level = find(bindings, 'level');
  if (level === undefined) return { full: null, ticks: [] };
  const look = lookOf(level.point);
  const [low, high] = [level.low ?? look.point?.range.low ?? 0, level.high ?? look.point?.range.high ?? 1];
  const ticks = kinds.flatMap((kind) => { const at = fraction(look.point?.limits[kind] ?? null, low, high); return at === null ? [] : [{ kind, at }]; });
  return { full: fraction(drawable(look), low, high), ticks };
}

const rank = (m: Mark): number => 'USABCD'.indexOf(m.level);
/** What the bindings of one symbol come to now. `worst`: of the alarms of its points; `flaw`: the first that one of them has. */
export interface Shown { readonly shape: ShapeProps; readonly turn: number; readonly there: boolean; readonly looks: readonly PointLook[]; readonly worst: Mark | null; readonly flaw: Flaw | null }
export function shownOf(symbol: Drawn, bindings: readonly Binding[], lookOf: Looking): Shown {
  const looks = [...new Set(bindings.filter(ofPoint).map((b) => b.point))].map(lookOf);
  const [state, visible, turn] = [find(bindings, 'state'), find(bindings, 'visible'), find(bindings, 'turn')];
  return {
    looks, worst: looks.map((l) => l.mark).filter((m) => m !== null).toSorted((a, b) => rank(a) - rank(b))[0] ?? null, flaw: looks.find((l) => l.flaw !== null)?.flaw ?? null,
    there: visible === undefined || isVisible(visible, drawable(lookOf(visible.point))), turn: symbol.turn + (turn === undefined ? 0 : turnOf(turn, drawable(lookOf(turn.point)))),
    shape: { width: symbol.width, height: symbol.height, ...levelOf(bindings, lookOf), on: state === undefined ? undefined : isOn(state, drawable(lookOf(state.point))) },
  };
}

/** The symbol in a sentence: its label, its points, where it leads, and what is wrong with it. */
export function sentence(symbol: Drawn, bindings: readonly Binding[], looks: readonly PointLook[], problem: string | null, words: Words): string {
  const [text, go] = [find(bindings, 'text'), find(bindings, 'go')];
  const label = symbol.label === undefined ? '' : words.name(symbol.label);
  const points = looks.map((l) => saying(l, words, l.id === text?.point ? text.digits : undefined));
  return [label, ...points, go === undefined ? '' : words.t('mimic:opens', { name: go.mimic }), problem ?? ''].filter((s) => s !== '').join('; ') || symbol.id;
}
