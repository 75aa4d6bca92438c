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

/** Reads `[unit/]hr|ir|co|di:first[.bit][:type][:order][*scale][+offset]`; null when it cannot be meant. */
export function placeOf(address: string): Place | null {
  const g = address.length > 80 ? undefined : GRAMMAR.exec(address)?.groups;
  if (g === undefined) return null;
  const table = g['table'] as Table;
  const bits = table === 'co' || table === 'di';
  const type = g['type'] ?? (bits || g['bit'] !== undefined ? 'bit' : 'u16');
  if (!isType(type)) return null;
  const size = SIZE[type];
  const place: Place = {
    unit: g['unit'] === undefined ? null : Number(g['unit']), table, first: Number(g['first']), size, type, order: (g['order'] ?? 'abcd') as Order,
    bit: g['bit'] === undefined ? null : Number(g['bit']), scale: Number(g['scale'] ?? 1), offset: Number(g['offset'] ?? 0),
  };
  const plain = g['type'] === undefined && g['order'] === undefined && g['scale'] === undefined && g['offset'] === undefined;
  if (type === 'bit' && (!plain || (bits && place.bit !== null))) return null;      // a bit has no type, order, scale or bit of its own
  if ((place.unit ?? 0) > 255 || place.first + size > 65_536 || (place.bit ?? 0) > 15) return null;
  return place.scale === 0 || !Number.isFinite(place.scale) || !Number.isFinite(place.offset) ? null : place;
}
