import { describe, expect, it } from 'vitest';
import { epochMs } from '#kernel/time';
import { metricSays, readSparkplug, rebirth, sparkplugFault, Type, valueField } from '../../../native-adapters/mqtt/sparkplug/metrics.ts';
import { sparkplugPayload } from '../../../simulator/devices/mqtt/sparkplug.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex');

// Derived by hand from sparkplug_b.proto (Eclipse Tahu) and the encoding rules of Protocol Buffers: key = field * 8 + wire type; 0 varint, 1 eight bytes, 2 length, 5 four bytes.
// 1486144502122 = 0x15A051D796A is the time of the examples in Sparkplug 3.0, 6.4: in groups of seven bits, lowest first, EA F2 F5 A8 A0 2B.
const TIME = 'EA F2 F5 A8 A0 2B';
const MS = 1_486_144_502_122;

describe('SPB-01 golden payloads', () => {
  it('the time of the examples is these bytes', () => { expect(hex(TIME).reduce((n, b, i) => n + BigInt(b & 0x7f) * 128n ** BigInt(i), 0n)).toBe(BigInt(MS)); });
  it('a DDATA with a Boolean and a Double by alias, seq 2', () => {
    const read = readSparkplug(hex([
      `08 ${TIME}`,                             // timestamp (1)
      `12 0D  10 01  18 ${TIME}  20 0B  70 01`,   // metrics (2), 13 bytes: alias (2) 1, timestamp (3), datatype (4) 11, boolean_value (14) true
      `12 14  10 02  18 ${TIME}  20 0A  69 00 00 00 00 00 00 F8 3F`,   // metrics (2), 20 bytes: alias 2, timestamp, datatype 10, double_value (13) 1.5
      '18 02',                                  // seq (3)
    ].join('')));
    expect(read).toMatchObject({ time: MS, seq: 2, metrics: [{ name: null, alias: 1n, time: MS, datatype: 11, isNull: false }, { alias: 2n, datatype: 10 }] });
    expect(read!.metrics.map((m) => metricSays(m, null, null))).toEqual([{ value: 1, status: 0, sourceTime: MS }, { value: 1.5, status: 0, sourceTime: MS }]);
  });
  it('an NBIRTH with bdSeq (Int64, long_value 11) and Node Control/Rebirth, seq 0', () => {
    const control = Buffer.from('Node Control/Rebirth').toString('hex');
    const read = readSparkplug(hex([
      `08 ${TIME}`,
      `12 12  0A 05 62 64 53 65 71  18 ${TIME}  20 04  58 03`,   // name (1), timestamp (3), datatype (4), long_value (11): 7 + 7 + 2 + 2 bytes
      `12 21  0A 14 ${control}  18 ${TIME}  20 0B  70 00`,   // 22 + 7 + 2 + 2 bytes
      '18 00',
    ].join('')));
    expect(read).toMatchObject({ time: MS, seq: 0, metrics: [{ name: 'bdSeq', datatype: 4 }, { name: 'Node Control/Rebirth', datatype: 11 }] });
    expect(read!.metrics.map((m) => metricSays(m, null, null).value)).toEqual([3, 0]);
  });
  it.each([
    ['Int8 -1 as uint32', Type.int8, '50 FF 01', -1], ['Int8 -1 sign-extended', Type.int8, '50 FF FF FF FF 0F', -1], ['Int16 -2', Type.int16, '50 FE FF 03', -2], ['Int32 -3', Type.int32, '50 FD FF FF FF 0F', -3], ['Int64 -4', Type.int64, '58 FC FF FF FF FF FF FF FF FF 01', -4],
    ['UInt8 200', Type.uint8, '50 C8 01', 200], ['UInt16 65535', Type.uint16, '50 FF FF 03', 65_535], ['UInt32 largest', Type.uint32, '50 FF FF FF FF 0F', 4_294_967_295], ['UInt32 as long_value', Type.uint32, '58 07', 7], ['UInt64', Type.uint64, '58 80 80 80 80 10', 4_294_967_296],
    ['Float 0.5', Type.float, '65 00 00 00 3F', 0.5], ['Double -2', Type.double, '69 00 00 00 00 00 00 00 C0', -2], ['Boolean false', Type.boolean, '70 00', 0],
  ])('%s', (_, type, bytes, value) => {
    const inside = Buffer.concat([hex('10 05'), hex(bytes)]);
    const read = readSparkplug(Buffer.concat([hex('12'), Buffer.from([inside.length]), inside]))!;
    expect(metricSays(read.metrics[0]!, type, null)).toEqual({ value, status: 0, sourceTime: null });
  });
  it.each([
    ['words', Type.string, '7A 03 6F 70 65', { value: null, text: 'ope', status: 0 }], ['DateTime', Type.dateTime, `58 ${TIME}`, { value: null, text: new Date(MS).toISOString(), status: 0 }],
    ['null', Type.double, '38 01', { value: null, status: 0x809b_0000 }], ['NaN', Type.double, '69 00 00 00 00 00 00 F8 7F', { value: null, status: 0x808b_0005 }], ['Infinity', Type.float, '65 00 00 80 7F', { value: null, status: 0x808b_0005 }],
    ['a DataSet', 16, '8A 01 00', { value: null, status: 0x808b_0006 }], ['another wire form than its type', Type.double, '50 01', { value: null, status: 0x808b_0006 }], ['no type known', null, '50 01', { value: null, status: 0x808b_0006 }],
    ['quality 0', Type.int32, '4A 11 0A 07 51 75 61 6C 69 74 79 12 06 08 03 18 00 10 00 50 01', { value: null, status: 0x808b_0000 }], ['quality 500, stale', Type.int32, '4A 10 0A 07 51 75 61 6C 69 74 79 12 05 08 03 18 F4 03 50 01', { value: 1, status: 0x408f_0000 }],
  ])('%s', (_, type, bytes, said) => {
    const inside = Buffer.concat([hex('10 05'), hex(bytes)]);
    const read = readSparkplug(Buffer.concat([hex('12'), Buffer.from([inside.length]), inside]));
    expect(metricSays(read!.metrics[0]!, type, null)).toMatchObject(said);
  });
  it('what a node kept while nobody heard says so (is_historical, field 5)', () => {
    expect(readSparkplug(hex(`08${TIME} 12 06 10 01 28 01 50 07 12 06 10 02 28 00 50 07 12 04 10 03 50 07`))!.metrics.map((m) => m.historical)).toEqual([true, false, false]);
  });
  it('a metric without a time takes that of its payload, and none where neither says one', () => {
    const read = readSparkplug(hex(`08${TIME} 12 04 10 01 50 07`))!;
    expect(metricSays(read.metrics[0]!, Type.int32, read.time).sourceTime).toBe(MS);
    expect(metricSays(read.metrics[0]!, Type.int32, null).sourceTime).toBeNull();
  });
  it('the command for a rebirth, byte for byte: no seq', () => {
    expect(rebirth(epochMs(MS)).toString('hex')).toBe(hex(`08${TIME} 12 21 0A 14 ${Buffer.from('Node Control/Rebirth').toString('hex')} 18${TIME} 20 0B 70 01`).toString('hex'));
  });
  it.each([
    [Type.int8, -128, '5080ffffff0f'], [Type.int8, 128, null], [Type.uint8, 255, '50ff01'], [Type.uint8, -1, null], [Type.int64, -1, '58ffffffffffffffffff01'], [Type.double, 1.5, '69000000000000f83f'], [Type.float, 0.5, '650000003f'], [Type.float, 1e300, null], [Type.boolean, true, '7001'], [Type.boolean, 2, null],
    [Type.int32, 1.5, null], [Type.double, NaN, null], [Type.string, 'ok', '7a026f6b'], [Type.string, 1, null], [Type.double, 'x', null], [16, 1, null],
  ])('writes type %i value %s as %s', (type, value, bytes) => { expect(valueField(type, value)?.toString('hex') ?? null).toBe(bytes); });
  it('reads what a device of another hand writes', () => {
    const read = readSparkplug(sparkplugPayload(MS, 255, [{ name: 'a', alias: 1, time: MS, value: -1.25, quality: null }, { name: 'b', alias: null, time: MS, value: true, quality: 192 }, { name: 'c', alias: 300, time: MS, value: '开', quality: 0 }], 7))!;
    expect(read.seq).toBe(255);
    expect(read.metrics.map((m) => [m.name, m.alias, metricSays(m, null, null).value, metricSays(m, null, null).status])).toEqual([['bdSeq', null, 7, 0], ['a', 1n, -1.25, 0], ['b', null, 1, 0], ['c', 300n, null, 0x808b_0000]]);
  });
});

describe('SPB-02 bytes that are no payload', () => {
  it.each(['08', '08 FF FF FF FF FF FF FF FF FF FF 01', '12 05 00', '12 FF FF FF FF 0F', '12 02 08', '0B', '0C', '00 01', '12 02 50 80', '12 03 65 00 00', 'FF FF FF FF FF FF FF FF FF FF'])('%s', (bytes) => { expect(readSparkplug(hex(bytes))).toBeNull(); });
  it.each([['08', 0], ['18 01 08', 2], ['18 01 12 05 00', 2], ['18 01 12 02 08', 2], ['18 01 12 02 50 80', 4], ['18 01 12 04 10 01 65 00', 6], ['18 01', undefined]])('%s: from byte %s', (bytes, at) => { expect(sparkplugFault(hex(bytes))).toBe(at); });
  it('what is not known is left out', () => { expect(readSparkplug(hex('3A 02 01 02 18 05 22 03 61 62 63 F8 06 01'))).toEqual({ time: null, seq: 5, metrics: [] }); });
});
