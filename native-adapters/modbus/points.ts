export type Table = 'hr' | 'ir' | 'co' | 'di';
export type ValueType = 'bit' | 'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'u64' | 'i64' | 'f64';
/** a is the most significant byte: abcd = big endian, cdab = words swapped, badc = bytes swapped, dcba = both. In four words as in two. */
export type Order = 'abcd' | 'cdab' | 'badc' | 'dcba';

/** Where a value stands and how it is written. `unit` null: the source's own. `first` and `size` in registers (or bits of co and di). `bit`: of one register. value = raw * scale + offset. */
export interface Place {
  readonly unit: number | null;
  readonly table: Table;
  readonly first: number;
  readonly size: number;
  readonly type: ValueType;
  readonly order: Order;
  readonly bit: number | null;
  readonly scale: number;
  readonly offset: number;
}

const SIZE: Readonly<Record<ValueType, number>> = { bit: 1, u16: 1, i16: 1, u32: 2, i32: 2, f32: 2, u64: 4, i64: 4, f64: 4 };
const NUMBER = '[+-]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?';
const GRAMMAR = new RegExp(
  '^(?:(?<unit>\\d{1,3})/)?(?<table>hr|ir|co|di):(?<first>\\d{1,5})(?:\\.(?<bit>\\d{1,2}))?(?::(?<type>[uif](?:16|32|64)))?(?::(?<order>abcd|cdab|badc|dcba))?' +
  `(?:\\*(?<scale>${NUMBER}))?(?:\\+(?<offset>${NUMBER}))?$`);

const isType = (s: string): s is ValueType => s in SIZE;

type Groups = Readonly<Record<string, string | undefined>>;
const numberOr = <N extends number | null>(text: string | undefined, none: N): number | N => (text === undefined ? none : Number(text));

/** A bit has no type, order, scale or offset, and one of co and di has no bit of its own. */
function fitting(p: Place, g: Groups): boolean {
  const single = p.table === 'co' || p.table === 'di';
  if (p.type !== 'bit') return !single && p.bit === null;
  return [g['type'], g['order'], g['scale'], g['offset']].every((x) => x === undefined) && !(single && p.bit !== null);
}
const inside = (p: Place): boolean => (p.unit ?? 0) <= 255 && p.first + p.size <= 65_536 && (p.bit ?? 0) <= 15 && p.scale !== 0 && Number.isFinite(p.scale) && Number.isFinite(p.offset);

/** Reads `[unit/]hr|ir|co|di:first[.bit][:type][:order][*scale][+offset]`; null when it cannot be meant. */
export function placeOf(address: string): Place | null {
  const g: Groups | undefined = address.length > 80 ? undefined : GRAMMAR.exec(address)?.groups;
  if (g === undefined) return null;
  const table = g['table'] as Table;
  const whole = table === 'hr' || table === 'ir';
  const type = g['type'] ?? (whole && g['bit'] === undefined ? 'u16' : 'bit');
  if (!isType(type)) return null;
  const place: Place = {
    unit: numberOr(g['unit'], null), table, first: Number(g['first']), size: SIZE[type], type, order: (g['order'] ?? 'abcd') as Order,
    bit: numberOr(g['bit'], null), scale: numberOr(g['scale'], 1), offset: numberOr(g['offset'], 0),
  };
  return fitting(place, g) && inside(place) ? place : null;
}
