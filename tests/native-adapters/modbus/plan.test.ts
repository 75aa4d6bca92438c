import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halves, plan, type Block, type Item } from '../../../native-adapters/modbus/blocks.ts';
import { frameBytes, takeFrames } from '../../../native-adapters/modbus/frames.ts';
import { placeOf, type Order, type ValueType } from '../../../native-adapters/modbus/points.ts';
import { registersFor, valueIn } from '../../../native-adapters/modbus/values.ts';

const types = ['u16', 'i16', 'u32', 'i32', 'f32', 'u64', 'i64', 'f64'] as const satisfies readonly ValueType[];
const orders = ['abcd', 'cdab', 'badc', 'dcba'] as const satisfies readonly Order[];
const anyAddress = fc.oneof(
  fc.record({ unit: fc.option(fc.nat(3)), table: fc.constantFrom('hr', 'ir'), first: fc.nat(80), type: fc.constantFrom(...types), order: fc.constantFrom(...orders) }).map((a) => `${a.unit === null ? '' : `${a.unit}/`}${a.table}:${a.first}:${a.type}:${a.order}`),
  fc.record({ table: fc.constantFrom('co', 'di'), first: fc.nat(5000) }).map((a) => `${a.table}:${a.first}`),
  fc.record({ first: fc.nat(80), bit: fc.nat(15) }).map((a) => `hr:${a.first}.${a.bit}`),
);
const items = (addresses: readonly string[]): Item<number>[] => addresses.map((a, i) => ({ place: placeOf(a)!, of: i }));
const anyLimits = fc.record({ unit: fc.nat(3), maxRegisters: fc.integer({ min: 4, max: 125 }), maxGap: fc.nat(124) });
const covers = (b: Block<number>, i: Item<number>): boolean => i.place.first >= b.first && i.place.first + i.place.size <= b.first + b.count;

describe('MOD-09 reads', () => {
  it('hold every point exactly once, whole, within the limits of protocol and device', () => {
    fc.assert(fc.property(fc.array(anyAddress, { maxLength: 120, size: 'max' }), anyLimits, (addresses, limits) => {
      const all = items(addresses);
      const blocks = plan(all, limits);
      expect(blocks.flatMap((b) => b.items.map((i) => i.of)).toSorted((a, b) => a - b)).toEqual(all.map((i) => i.of));
      for (const b of blocks) {
        expect(b.count).toBeGreaterThan(0);
        expect(b.count).toBeLessThanOrEqual(b.table === 'co' || b.table === 'di' ? 2000 : limits.maxRegisters);
        expect(b.items.every((i) => covers(b, i) && i.place.table === b.table && (i.place.unit ?? limits.unit) === b.unit)).toBe(true);
      }
    }), { seed: 11, numRuns: 500 });
  });
  it('are as few as the gaps allow: neighbours within the gap share one', () => {
    expect(plan(items(['hr:0', 'hr:9', 'hr:18']), { unit: 1, maxRegisters: 125, maxGap: 8 }).map((b) => [b.first, b.count])).toEqual([[0, 19]]);
    expect(plan(items(['hr:0', 'hr:10']), { unit: 1, maxRegisters: 125, maxGap: 8 }).map((b) => [b.first, b.count])).toEqual([[0, 1], [10, 1]]);
    expect(plan(items(Array.from({ length: 2000 }, (_, i) => `hr:${i}`)), { unit: 1, maxRegisters: 125, maxGap: 8 })).toHaveLength(16);
  });
  it('cut in two hold together what they held before, and end at single places', () => {
    fc.assert(fc.property(fc.array(anyAddress, { minLength: 1, maxLength: 60 }), anyLimits, (addresses, limits) => {
      const todo = [...plan(items(addresses), limits)];
      const ends: Block<number>[] = [];
      for (let b = todo.pop(); b !== undefined; b = todo.pop()) {
        const parts = halves(b);
        if (parts === null) { ends.push(b); continue; }
        expect([...parts[0].items, ...parts[1].items]).toEqual(b.items);
        expect(parts.every((p) => p.items.length > 0 && p.items.every((i) => covers(p, i)))).toBe(true);
        todo.push(...parts);
      }
      expect(ends.every((b) => b.items.every((i) => i.place.first === b.first && i.place.size === b.count))).toBe(true);
    }), { seed: 12, numRuns: 300 });
  });
});

describe('MOD-10 values', () => {
  const words = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
  it.each([
    ['hr:0', 'FFFE', 65534], ['hr:0:i16', 'FFFE', -2], ['hr:0:u32', '0001 0002', 65538], ['hr:0:i32', 'FFFF FFFE', -2], ['hr:0:f32', '42F6 E979', 123.45600128173828],
    ['hr:0:f32:cdab', 'E979 42F6', 123.45600128173828], ['hr:0:f32:badc', 'F642 79E9', 123.45600128173828], ['hr:0:f32:dcba', '79E9 F642', 123.45600128173828],
    ['hr:0:f64', '405E DD2F 1A9F BE77', 123.456], ['hr:0:f64:cdab', 'BE77 1A9F DD2F 405E', 123.456], ['hr:0:u64', '0000 0001 0000 0002', 4294967298], ['hr:0:i64', 'FFFF FFFF FFFF FFFE', -2], ['hr:0:i64:dcba', 'FEFF FFFF FFFF FFFF', -2],
    ['hr:0:i16*0.1+-40', '0190', 0], ['hr:0*2+10', '0005', 20], ['hr:0.3', '0008', 1], ['hr:0.15', '8000', 1], ['hr:0.0', '8000', 0],
  ] as const)('%s of %s is %d', (address, hex, value) => { expect(valueIn(words(hex), 0, placeOf(address)!)).toBe(value); });
  it('what is written is what is read, in every type and order', () => {
    fc.assert(fc.property(fc.constantFrom(...types), fc.constantFrom(...orders), fc.integer({ min: 0, max: 30_000 }), (type, order, value) => {
      const place = placeOf(`hr:7:${type}:${order}`)!;
      expect(valueIn(registersFor(value, place)!, 7, place)).toBe(value);
    }), { seed: 13 });
  });
});

describe('MOD-11 addresses', () => {
  it.each(['hr:100', 'ir:100', 'co:5', 'di:7', 'hr:100:i16*0.1+-40', 'hr:100.3', '2/hr:100', '255/ir:65535', 'hr:65532:f64:dcba*1e-3+.5', '0/co:0'])('means %s', (a) => expect(placeOf(a)).not.toBeNull());
  it.each(['', '??', 'hr', 'hr:', 'hr:65536', 'hr:65535:u32', 'hr:100.16', 'co:5.1', 'co:5:u16', 'hr:1.2:u16', 'hr:1.2*2', '256/hr:1', '/hr:1', 'xr:1', 'hr:1:u8', 'hr:1:u16:acbd', 'hr:1*0', 'hr:1*x', 'hr:-1', 'hr:1 ', ' hr:1', 'hr:1+1e999', `hr:1*${'1'.repeat(90)}`])('cannot mean "%s"', (a) => expect(placeOf(a)).toBeNull());
  it('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'hirco:d./+*-0123456789eubaf x'.split('')) }), (a) => { const p = placeOf(a); expect(p === null || p.first + p.size <= 65_536).toBe(true); }), { seed: 14, numRuns: 2000 });
  });
});

describe('MOD-12 frames', () => {
  it('come out as they went in, however the wire cut them', () => {
    const anyFrame = fc.record({ tid: fc.nat(0xffff), unit: fc.nat(255), fn: fc.nat(255), data: fc.uint8Array({ minLength: 1, maxLength: 252 }).map((d) => Buffer.from(d)) });
    fc.assert(fc.property(fc.array(anyFrame, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (frames, step) => {
      const stream = Buffer.concat(frames.map(frameBytes));
      const seen: unknown[] = [];
      let rest = Buffer.alloc(0);
      for (let i = 0; i < stream.length; i += step) {
        const taken = takeFrames(Buffer.concat([rest, stream.subarray(i, i + step)]));
        expect(taken.garbage).toBeNull();
        seen.push(...taken.frames.map((f) => ({ ...f, data: Buffer.from(f.data) })));
        rest = Buffer.from(taken.rest);
      }
      expect(seen).toEqual(frames);
    }), { seed: 15 });
  });
  it('never keep more than one frame of what is no Modbus, and never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      const { rest, garbage } = takeFrames(Buffer.from(bytes));
      expect(garbage !== null || rest.length < 260).toBe(true);
    }), { seed: 16, numRuns: 2000 });
  });
});
