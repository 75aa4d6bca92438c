import { bounds, Label, pointsOf, type Binding, type Drawing, type DrawnSymbol, type SymbolKind } from './drawing.ts';

export const sides = ['left', 'right', 'top', 'bottom', 'centre', 'middle'] as const;
export type Side = (typeof sides)[number];
type Box = Pick<DrawnSymbol, 'x' | 'y' | 'width' | 'height'>;

/** One thing that a hand does to a drawing. Ids that are not there are passed over. `bind` puts a binding in the place of the one that shows the same of the same element. */
export type Edit =
  | { readonly do: 'add'; readonly kind: SymbolKind; readonly at: { readonly x: number; readonly y: number } }
  | { readonly do: 'remove'; readonly ids: ReadonlySet<string> }
  | { readonly do: 'copy'; readonly ids: ReadonlySet<string>; readonly dx: number; readonly dy: number }
  | { readonly do: 'move'; readonly ids: ReadonlySet<string>; readonly dx: number; readonly dy: number }
  | { readonly do: 'place'; readonly id: string; readonly box: Partial<Box> & { readonly turn?: number } }
  | { readonly do: 'turn'; readonly ids: ReadonlySet<string>; readonly by: number }
  | { readonly do: 'align'; readonly ids: ReadonlySet<string>; readonly to: Side }
  | { readonly do: 'order'; readonly ids: ReadonlySet<string>; readonly to: 'front' | 'back' }
  | { readonly do: 'label'; readonly id: string; readonly label: Label | null }
  | { readonly do: 'bind'; readonly binding: Binding }
  | { readonly do: 'unbind'; readonly element: string; readonly show: Binding['show'] }
  | { readonly do: 'name'; readonly name: Label };

/** How large a new symbol is. */
export const firstSize: Readonly<Record<SymbolKind, { readonly width: number; readonly height: number }>> = {
  tank: { width: 120, height: 150 }, sphere: { width: 140, height: 140 }, column: { width: 60, height: 220 }, pump: { width: 56, height: 56 }, valve: { width: 56, height: 36 }, pipe: { width: 160, height: 8 },
  text: { width: 160, height: 28 }, bar: { width: 24, height: 140 }, value: { width: 120, height: 34 }, trend: { width: 220, height: 90 },
};

const within = (n: number, low: number, high: number): number => Math.min(high, Math.max(low, Math.round(n * 10) / 10));
const boxed = (s: DrawnSymbol): DrawnSymbol =>
  ({ ...s, x: within(s.x, -2000, 10_000), y: within(s.y, -2000, 10_000), width: within(s.width, 4, 8000), height: within(s.height, 4, 8000), turn: ((Math.round(s.turn) % 360) + 360) % 360 });
function freeId(kind: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) if (!taken.has(`${kind}-${n}`)) return `${kind}-${n}`;
}
const idsOf = (d: Drawing): ReadonlySet<string> => new Set([...d.symbols.map((s) => s.id), ...d.bindings.map((b) => b.element)]);
const changed = (d: Drawing, ids: ReadonlySet<string>, change: (s: DrawnSymbol) => DrawnSymbol): Drawing =>
  (d.symbols.some((s) => ids.has(s.id)) ? { ...d, symbols: d.symbols.map((s) => (ids.has(s.id) ? boxed(change(s)) : s)) } : d);

function copied(d: Drawing, { ids, dx, dy }: Extract<Edit, { do: 'copy' }>): Drawing {
  const taken = new Set(idsOf(d));
  const named = new Map<string, string>();
  const more = d.symbols.filter((s) => ids.has(s.id)).map((s) => {
    const id = freeId(s.kind, taken);
    taken.add(id);
    named.set(s.id, id);
    return boxed({ ...s, id, x: s.x + dx, y: s.y + dy });
  });
  if (more.length === 0 || d.symbols.length + more.length > bounds.symbols) return d;
  const bound = d.bindings.flatMap((b) => { const to = named.get(b.element); return to === undefined ? [] : [{ ...b, element: to }]; });
  return d.bindings.length + bound.length > bounds.bindings ? d : { ...d, symbols: [...d.symbols, ...more], bindings: [...d.bindings, ...bound] };
}

function aligned(d: Drawing, ids: ReadonlySet<string>, to: Side): Drawing {
  const chosen = d.symbols.filter((s) => ids.has(s.id));
  if (chosen.length < 2) return d;
  const left = Math.min(...chosen.map((s) => s.x));
  const right = Math.max(...chosen.map((s) => s.x + s.width));
  const top = Math.min(...chosen.map((s) => s.y));
  const bottom = Math.max(...chosen.map((s) => s.y + s.height));
  const at: Readonly<Record<Side, (s: DrawnSymbol) => Partial<Box>>> = {
    left: () => ({ x: left }), right: (s) => ({ x: right - s.width }), centre: (s) => ({ x: (left + right - s.width) / 2 }),
    top: () => ({ y: top }), bottom: (s) => ({ y: bottom - s.height }), middle: (s) => ({ y: (top + bottom - s.height) / 2 }),
  };
  return changed(d, ids, (s) => ({ ...s, ...at[to](s) }));
}

function bind(d: Drawing, binding: Binding): Drawing {
  const at = d.bindings.findIndex((b) => b.element === binding.element && b.show === binding.show);
  if (at < 0) return d.bindings.length >= bounds.bindings ? d : { ...d, bindings: [...d.bindings, binding] };
  return { ...d, bindings: d.bindings.map((b, i) => (i === at ? binding : b)) };
}
function add(d: Drawing, { kind, at }: Extract<Edit, { do: 'add' }>): Drawing {
  if (d.symbols.length >= bounds.symbols) return d;
  const id = freeId(kind, idsOf(d));
  return { ...d, symbols: [...d.symbols, boxed({ id, kind, ...at, ...firstSize[kind], turn: 0, ...(kind === 'text' && { label: { zh: '文字', en: 'Text' } }) })] };
}

type Ways = { readonly [K in Edit['do']]: (d: Drawing, e: Extract<Edit, { do: K }>) => Drawing };
const ways: Ways = {
  add,
  remove: (d, { ids }) => (d.symbols.some((s) => ids.has(s.id)) ? { ...d, symbols: d.symbols.filter((s) => !ids.has(s.id)), bindings: d.bindings.filter((b) => !ids.has(b.element)) } : d),
  copy: copied,
  move: (d, { ids, dx, dy }) => (dx === 0 && dy === 0 ? d : changed(d, ids, (s) => ({ ...s, x: s.x + dx, y: s.y + dy }))),
  place: (d, { id, box }) => changed(d, new Set([id]), (s) => ({ ...s, ...box })),
  turn: (d, { ids, by }) => (by % 360 === 0 ? d : changed(d, ids, (s) => ({ ...s, turn: s.turn + by }))),
  align: (d, { ids, to }) => aligned(d, ids, to),
  order: (d, { ids, to }) => {
    const [those, others] = [d.symbols.filter((s) => ids.has(s.id)), d.symbols.filter((s) => !ids.has(s.id))];
    return those.length === 0 ? d : { ...d, symbols: to === 'front' ? [...others, ...those] : [...those, ...others] };
  },
  label: (d, { id, label }) => {
    if (label === null) return changed(d, new Set([id]), (s) => { const bare = { ...s }; delete bare.label; return bare; });
    return Label.safeParse(label).success ? changed(d, new Set([id]), (s) => ({ ...s, label })) : d;
  },
  bind: (d, { binding }) => bind(d, binding),
  unbind: (d, { element, show }) => (d.bindings.some((b) => b.element === element && b.show === show) ? { ...d, bindings: d.bindings.filter((b) => b.element !== element || b.show !== show) } : d),
  name: (d, { name }) => (name.zh !== '' && name.en !== '' && Label.safeParse(name).success ? { ...d, name } : d),
};

/** MIM-06: the drawing after an edit; the same object where nothing changed, so that an undo has only steps that one sees. Whatever comes out is a drawing that may be saved. */
export function edited(d: Drawing, e: Edit): Drawing {
  const next = (ways[e.do] as (d: Drawing, e: Edit) => Drawing)(d, e);
  return next === d || pointsOf(next).length > bounds.points || next.bindings.filter((b) => b.show === 'trend').length > bounds.trends ? d : next;
}
