/** The four tables of a Modbus device (Application Protocol V1.1b3, 4.3): coils, discrete inputs, input registers, holding registers. */
export const tables = ['co', 'di', 'ir', 'hr'] as const;
export type Table = (typeof tables)[number];
/** How the words and bytes of a wide value follow each other, `a` being its highest byte; for 64 bits the same rule over four words. */
export const wordOrders = ['abcd', 'cdab', 'badc', 'dcba'] as const;
export type WordOrder = (typeof wordOrders)[number];
export const wideTypes = ['u32', 'i32', 'f32', 'u64', 'i64', 'f64'] as const;
export type WideType = (typeof wideTypes)[number];

/** One register or bit of one unit. */
export interface Place { readonly unit: number; readonly table: Table; readonly offset: number }

/** Reads `hr:100`, `co:5`, `2/ir:7` (unit 2); the unit is 1 where none is written. Throws on anything else: addresses come from code, not from clients. */
export function placeOf(address: string): Place {
  const m = /^(?:(\d{1,3})\/)?(co|di|ir|hr):(\d{1,5})$/.exec(address);
  const place = { unit: Number(m?.[1] ?? 1), table: m?.[2] as Table, offset: Number(m?.[3]) };
  if (m === null || place.offset > 0xffff || place.unit > 247) throw new RangeError(`not a Modbus address: ${address}`);
  return place;
}
const keyOf = (p: Place): string => `${p.unit}/${p.table}`;

/** A value as its registers, first one first. */
export function wordsOf(type: WideType, value: number, order: WordOrder): number[] {
  const b = Buffer.alloc(type.endsWith('64') ? 8 : 4);
  switch (type) {
    case 'u32': b.writeUInt32BE(value >>> 0); break;
    case 'i32': b.writeInt32BE(value); break;
    case 'f32': b.writeFloatBE(value); break;
    case 'u64': b.writeBigUInt64BE(BigInt(value)); break;
    case 'i64': b.writeBigInt64BE(BigInt(value)); break;
    case 'f64': b.writeDoubleBE(value); break;
  }
  if (order === 'badc' || order === 'dcba') b.swap16();
  const words = Array.from({ length: b.length / 2 }, (_, i) => b.readUInt16BE(2 * i));
  return order === 'cdab' || order === 'dcba' ? words.toReversed() : words;
}

/** Registers (0..65535) and bits (0 or 1) by unit and table. What was never set does not exist, unless `fill` made room for it. */
export function modbusMemory() {
  const cells = new Map<string, Map<number, number>>();
  const tableOf = (p: Place): Map<number, number> => {
    const there = cells.get(keyOf(p)) ?? new Map<number, number>();
    cells.set(keyOf(p), there);
    return there;
  };
  return {
    has: (p: Place): boolean => cells.get(keyOf(p))?.has(p.offset) ?? false,
    hasUnit: (unit: number): boolean => tables.some((table) => cells.has(`${unit}/${table}`)),
    read: (p: Place): number => cells.get(keyOf(p))?.get(p.offset) ?? 0,
    write: (p: Place, value: number): void => { tableOf(p).set(p.offset, value); },
    /** Makes `count` places exist from `p` on, as zero where they held nothing. */
    fill: (p: Place, count: number): void => {
      const table = tableOf(p);
      for (let i = p.offset; i < p.offset + count; i++) if (!table.has(i)) table.set(i, 0);
    },
    /** Every place that exists, by address. */
    copy: (): Map<string, Map<number, number>> => new Map([...cells].map(([k, v]) => [k, new Map(v)])),
  };
}
export type ModbusMemory = ReturnType<typeof modbusMemory>;
