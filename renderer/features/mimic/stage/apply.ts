import { fraction, isOn, isVisible, ofPoint, turnOf, type Binding, type PointBinding } from '#app/mimic';
import { figures, saying, type PointLook } from '../look.ts';
import type { Words } from '#kit/words';

/** One element of the SVG with what is bound to it, and how it stood before anything was shown on it. */
export interface Bound { readonly element: SVGGraphicsElement; readonly bindings: readonly Binding[]; readonly transform: string; readonly middle: { readonly x: number; readonly y: number } }

/** The elements that bindings name, each once; what is not drawn (a gradient) cannot be bound. */
export function boundIn(root: SVGSVGElement, bindings: readonly Binding[], page: Window & typeof globalThis): readonly Bound[] {
  const by = new Map<string, Binding[]>();
  for (const b of bindings) by.set(b.element, [...(by.get(b.element) ?? []), b]);
  return [...root.querySelectorAll('[id]')].flatMap((element) => {
    const its = by.get(element.id);
    if (its === undefined || !(element instanceof page.SVGGraphicsElement)) return [];
    const box = element.getBBox();
    return [{ element, bindings: its, transform: element.getAttribute('transform') ?? '', middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } }];
  });
}

/** Sets or takes away an attribute, only when it changes. */
function put(e: Element, name: string, value: string | null): void {
  if (e.getAttribute(name) === value) return;
  if (value === null) e.removeAttribute(name); else e.setAttribute(name, value);
}
/** Where a text stands: the element itself, or the first text in it. */
const textIn = (e: SVGGraphicsElement): Element | null => (['text', 'tspan'].includes(e.localName) ? e.querySelector('tspan') ?? e : e.querySelector('text tspan') ?? e.querySelector('text'));

/** A point whose value may be shown: what is bad or was never heard of has none. */
const shownOf = (look: PointLook): PointLook => (look.flaw === 'bad' || look.flaw === 'unheard' ? { ...look, value: null } : look);
type Ways = { readonly [S in PointBinding['show']]: (bound: Bound, b: Extract<PointBinding, { show: S }>, look: PointLook, words: Words) => void };
const ways: Ways = {
  text: ({ element }, b, look, words) => {
    const at = textIn(element);
    const { figure, unit } = figures(look, words, b.digits);
    const said = b.unit === false || unit === '' ? figure : `${figure} ${unit}`;
    if (at !== null && at.textContent !== said) at.textContent = said;
    put(element, 'data-struck', look.flaw);
  },
  level: ({ element }, b, { point, value }) => {
    const range = point?.range ?? { low: 0, high: 1 };
    element.style.clipPath = `inset(${((1 - (fraction(value, b.low ?? range.low, b.high ?? range.high) ?? 0)) * 100).toFixed(2)}% 0 0 0)`;
  },
  colour: ({ element }, _b, look) => { put(element, 'data-level', look.mark?.level ?? null); put(element, 'data-flaw', look.flaw); },
  state: ({ element }, b, { value }) => { const on = isOn(b, value); put(element, 'data-on', on === null ? 'unknown' : String(on)); },
  visible: ({ element }, b, { value }) => { element.style.display = isVisible(b, value) ? '' : 'none'; },
  turn: ({ element, transform, middle }, b, { value }) => put(element, 'transform', `${transform} rotate(${turnOf(b, value).toFixed(1)} ${middle.x} ${middle.y})`.trim()),
  trend: () => {},                                  // only a symbol of ours draws one
};
const showOne = (bound: Bound, b: PointBinding, look: PointLook, words: Words): void => (ways[b.show] as (bound: Bound, b: PointBinding, look: PointLook, words: Words) => void)(bound, b, look, words);

/** Shows on one element of the SVG what is bound to it, and says it to those who hear. */
export function show(bound: Bound, lookOf: (point: string) => PointLook, words: Words): void {
  const said: string[] = [];
  for (const b of bound.bindings) {
    if (!ofPoint(b)) continue;
    const look = shownOf(lookOf(b.point));
    showOne(bound, b, look, words);
    const digits = bound.bindings.find((x) => x.show === 'text' && x.point === b.point);
    const sentence = saying(look, words, digits?.show === 'text' ? digits.digits : undefined);
    if (!said.includes(sentence)) said.push(sentence);
  }
  const go = bound.bindings.find((b) => b.show === 'go');
  if (go?.show === 'go') said.push(words.t('mimic:opens', { name: go.mimic }));
  if (bound.element.hasAttribute('role')) put(bound.element, 'aria-label', said.join('; ') || bound.element.id);
}

/** In the drawing's own units: where an element stands. */
export interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export function placeOf(root: SVGSVGElement, element: SVGGraphicsElement, size: { readonly width: number; readonly height: number }): Box | null {
  const [outer, inner] = [root.getBoundingClientRect(), element.getBoundingClientRect()];
  const scale = Math.min(outer.width / size.width, outer.height / size.height);
  if (!Number.isFinite(scale) || scale <= 0) return null;
  const [left, top] = [outer.left + (outer.width - size.width * scale) / 2, outer.top + (outer.height - size.height * scale) / 2];
  return { x: (inner.left - left) / scale, y: (inner.top - top) / scale, width: inner.width / scale, height: inner.height / scale };
}
