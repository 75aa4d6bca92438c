import type { Binding, Drawing } from './drawing.ts';
import { ofPoint } from './drawing.ts';

/** How full, 0 to 1; null without a value or a range (MIM-04: a value beyond its range stands at the end of it). */
export function fraction(value: number | null, low: number, high: number): number | null {
  if (value === null || !Number.isFinite(value) || high === low) return null;
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** MIM-05: whether an element is there; without a value it is, since nobody knows otherwise. */
export function isVisible(b: Extract<Binding, { show: 'visible' }>, value: number | null): boolean {
  if (value === null) return true;
  return b.is === 'above' ? value >= b.limit : b.is === 'below' ? value <= b.limit : value === b.limit;
}

/** Degrees clockwise; without a value as at `low`. */
export function turnOf(b: Extract<Binding, { show: 'turn' }>, value: number | null): number {
  const part = fraction(value, b.low, b.high) ?? 0;
  return b.from + (b.to - b.from) * part;
}

/** On, off, or null: not known. */
export const isOn = (b: Extract<Binding, { show: 'state' }>, value: number | null): boolean | null => (value === null ? null : value === (b.on ?? 1));

/** What a drawing is laid against: the ids of the elements of its SVG, and what the site has. */
export interface Known { readonly elements: ReadonlySet<string>; readonly points: ReadonlySet<string>; readonly assets: ReadonlySet<string>; readonly mimics: ReadonlySet<string> }
/** `element`: whose place is marked. */
export interface Problem { readonly kind: 'no-element' | 'no-point' | 'no-asset' | 'no-mimic' | 'unbound'; readonly element: string; readonly what: string }

/** What of one binding leads nowhere. */
function lost(b: Binding, symbols: ReadonlySet<string>, known: Known): readonly Problem[] {
  const out: Problem[] = [];
  const { element } = b;
  if (!symbols.has(element) && !known.elements.has(element)) out.push({ kind: 'no-element', element, what: element });
  if (ofPoint(b) && !known.points.has(b.point)) out.push({ kind: 'no-point', element, what: b.point });
  if (b.show === 'select' && !known.assets.has(b.asset)) out.push({ kind: 'no-asset', element, what: b.asset });
  if (b.show === 'go' && !known.mimics.has(b.mimic)) out.push({ kind: 'no-mimic', element, what: b.mimic });
  return out;
}
const showsValues: ReadonlySet<string> = new Set(['value', 'bar', 'trend']);

/** MIM-03: everything in a drawing that leads nowhere, each with its place; the rest is drawn. A symbol that shows values and is bound to none is named too. */
export function problemsOf(drawing: Drawing, known: Known): readonly Problem[] {
  const symbols = new Set(drawing.symbols.map((s) => s.id));
  const bound = new Set(drawing.bindings.filter(ofPoint).map((b) => b.element));
  const found = [
    ...drawing.bindings.flatMap((b) => lost(b, symbols, known)),
    ...drawing.symbols.filter((s) => showsValues.has(s.kind) && !bound.has(s.id)).map((s): Problem => ({ kind: 'unbound', element: s.id, what: s.id })),
  ];
  return [...new Map(found.map((p) => [`${p.kind} ${p.element} ${p.what}`, p])).values()];
}
