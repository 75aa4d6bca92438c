import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judged, qualityOf, type Sample } from '#app/acquisition';
import { epochMs, monoMs } from '#kernel/time';
import { placeOf } from '../../../native-adapters/hj212/address.ts';
import { frameBytes, frameReader } from '../../../native-adapters/hj212/frames.ts';
import { hj212Options } from '../../../native-adapters/hj212/options.ts';
import { partsOf } from '../../../native-adapters/hj212/parts.ts';
import { flagMeans, readCp } from '../../../native-adapters/hj212/readings.ts';
import { packetOf } from '../../../native-adapters/hj212/segment.ts';
import { stampOf, timeOf, zoneMs } from '../../../native-adapters/hj212/time.ts';

const A = 'QN=20160801085857223;ST=32;CN=2011;PW=100000;MN=88888880000001;Flag=5;CP=&&DataTime=20160801085857;w01018-Rtd=1,w01018-Flag=N&&';
const take = (...chunks: readonly (string | Buffer)[]) => {
  const reader = frameReader(1024);
  const taken = chunks.map((c) => reader.take(Buffer.from(c)));
  return { frames: taken.flatMap((t) => t.frames.map((f) => [f.at, f.segment])), faults: taken.flatMap((t) => t.faults.map((f) => [f.at, f.name])), held: reader.held() };
};
const whole = frameBytes(A).toString();
const n = whole.length;

describe('HJ-02 frames: a fault is named with its place, and the next frame is found', () => {
  it.each([
    ['noise before', `noise${whole}`, [[0, 'garbage']], [5]],
    ['no digits', `##01x1${whole}`, [[0, 'bad-length']], [6]],
    ['three hashes', `#${whole}`, [[0, 'bad-length']], [1]],
    ['beyond the bound', `##1025${whole}`, [[0, 'too-long']], [6]],
    ['half a frame, and the next', `${whole.slice(0, 60)}${whole}`, [[0, 'half-frame']], [60]],
    ['a checksum that is another\'s', `${whole.replace('Rtd=1', 'Rtd=2')}${whole}`, [[0, 'bad-crc']], [n]],
    ['a checksum that is none', `${whole.slice(0, -6)}zzzz\r\n${whole}`, [[0, 'bad-crc']], [n]],
    ['no end', `${whole.slice(0, -2)}${whole}`, [[0, 'bad-tail']], [n - 2]],
    ['a length that is too short', `${whole.replace('##0', '##00').slice(0, 6)}${whole.slice(6)}${whole}`, [[0, 'bad-crc']], [n]],
    ['two in one piece', whole + whole, [], [0, n]],
    ['empty lines between', `\r\n\r\n${whole}\r\n${whole}`, [], [4, n + 6]],
  ])('%s', (_, bytes, faults, at) => {
    expect(take(bytes)).toEqual({ frames: at.map((x) => [x, A]), faults, held: 0 });
    expect(take(...Array.from(bytes))).toMatchObject({ frames: at.map((x) => [x, A]) });
  });
  it('a lower case checksum is taken', () => {
    expect(take(whole.slice(0, -6) + whole.slice(-6).toLowerCase()).frames).toHaveLength(1);
  });
  it('keeps less than a frame, whatever comes', () => {
    const reader = frameReader(1024);
    for (let i = 0; i < 200; i++) { reader.take(Buffer.alloc(1000, '##1024')); expect(reader.held()).toBeLessThan(1036); }
    for (let i = 0; i < 200; i++) { reader.take(Buffer.alloc(1000, 0xa5)); expect(reader.held()).toBe(0); }
  });
  it('frames come out as they went in, however the wire cut them', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[ -"$-~]{0,200}$/), { minLength: 1, maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 }), (segments, cuts) => {
      const bytes = Buffer.concat(segments.map(frameBytes));
      const reader = frameReader(1024);
      const out: string[] = [];
      for (let at = 0, i = 0; at < bytes.length; i++) { const to = at + cuts[i % cuts.length]!; out.push(...reader.take(bytes.subarray(at, to)).frames.map((f) => f.segment)); at = to; }
      expect(out).toEqual(segments);
    }), { seed: 212, numRuns: 300 });
  });
});

describe('HJ-03 the data segment: the field that is wrong is named', () => {
  it.each([
    [A.replace('QN=2016', 'QN=x016'), 'QN'], [A.replace('CN=2011', 'CN=20111'), 'CN'], [A.replace('MN=88888880000001', 'MN=8 8'), 'MN'],
    [A.replace('MN=88888880000001;', ''), 'MN'], [A.replace('ST=32;', ''), 'ST'], [A.replace('Flag=5', 'Flag=256'), 'Flag'], [A.replace('Flag=5', 'Flag=5;Flag=5'), 'Flag'],
    [A.replace('CP=&&', ''), 'CP'], [A.slice(0, -2), 'CP'], [A.replace('Flag=5', 'Flag=7;PNUM=2'), 'PNO'], [A.replace('Flag=5', 'Flag=7;PNUM=2;PNO=3'), 'PNO'], [A.replace('Flag=5', 'Flag=7;PNUM=0;PNO=0'), 'PNUM'],
    [A.replace('ST=32', 'nothing;ST=32'), 'head'],
  ])('%s', (segment, field) => { expect(packetOf(segment)).toMatchObject({ ok: false, fault: { code: 'bad-field', params: { field } } }); });
  it('Flag: six bits of version, the split, the answer', () => {
    const of = (flag: string) => { const p = packetOf(A.replace('Flag=5', flag)); return p.ok ? [p.value.version, p.value.asks, p.value.part] : null; };
    expect([of('Flag=5'), of('Flag=4'), of('Flag=1'), of('Flag=7;PNUM=3;PNO=2'), of('Flag=3'), of('Flag=9')]).toEqual([[1, true, null], [1, false, null], [0, true, null], [1, true, { no: 2, of: 3 }], [0, true, null], [2, true, null]]);
  });
});

describe('HJ-04 data flags', () => {
  it.each([
    ['N', 0, 'good', true], ['', 0, 'good', true], ['3', 0, 'good', true], ['1', 0, 'good', true],
    ['T', 0x803c_0614, 'bad', true], ['S', 0x4091_0013, 'uncertain', true],
    ['F', 0x808d_0006, 'bad', false], ['M', 0x808d_000d, 'bad', false], ['C', 0x808d_0003, 'bad', false], ['0', 0x808d_001b, 'bad', false],
    ['D', 0x808b_0004, 'bad', false], ['P', 0x808b_0010, 'bad', false], ['2', 0x808b_001d, 'bad', false], ['B', 0x8031_0002, 'bad', false],
    ['Z', 0x4095_001f, 'uncertain', true], ['toString', 0x4095_001f, 'uncertain', true],
  ] as const)('%s', (flag, status, quality, keeps) => {
    expect({ ...flagMeans(flag), quality: qualityOf(flagMeans(flag).status) }).toEqual({ status, keeps, quality });
    expect(readCp(`a1-Rtd=5,a1-Flag=${flag}`).said[0]!.readings).toEqual([{ factor: 'a1', field: 'Rtd', value: keeps ? 5 : null, status }]);
  });
  it('over the measuring range an alarm judges the end of the range, whatever number the station wrote', () => {
    const sample: Sample = { handle: 1, value: 0, status: flagMeans('T').status, sourceTime: null, receivedTime: epochMs(0) };
    expect(judged(sample, { low: 0, high: 100 })).toBe(100);
  });
  it('a number that is none is no value; the neighbours stay', () => {
    const { said, faults } = readCp('DataTime=20200101000000;a1-Rtd=--,a1-Flag=N;a2-Rtd=2;a2-Rtd=3;junk;a3-Rtd=0x10;a4-Rtd=NaN;a5-Rtd=1e400;a6-Rtd=-1.5E-3,constructor-Rtd=1');
    expect(said[0]!.readings.map((r) => [r.factor, r.value])).toEqual([['a1', null], ['a2', 2], ['a3', null], ['a4', null], ['a5', null], ['a6', -0.0015], ['constructor', 1]]);
    expect(faults).toHaveLength(6);
    expect(said[0]!.readings[0]!.status).toBe(0x808b_0000);
  });
  it('each time has its own values and flags', () => {
    expect(readCp('DataTime=20200101000000;a-Avg=1,a-Flag=D;DataTime=20200101000100;a-Avg=2').said).toEqual([
      { time: '20200101000000', readings: [{ factor: 'a', field: 'Avg', value: null, status: 0x808b_0004 }] },
      { time: '20200101000100', readings: [{ factor: 'a', field: 'Avg', value: 2, status: 0 }] },
    ]);
  });
});

describe('HJ-05 times in the station\'s zone', () => {
  it.each([
    ['20160801085857', '+08:00', '2016-08-01T00:58:57.000Z'], ['20160801085857223', '+08:00', '2016-08-01T00:58:57.223Z'], ['20240229000000', '-05:30', '2024-02-29T05:30:00.000Z'],
    ['20230229000000', '+08:00', null], ['20230101240000', '+08:00', null], ['20231301000000', '+08:00', null], ['2023010100000', '+08:00', null], ['00000000000000', '+08:00', null], ['2016080108585x', '+08:00', null],
  ])('%s %s', (text, zone, iso) => {
    const t = timeOf(text, zoneMs(zone));
    expect(t === null ? null : new Date(t).toISOString()).toBe(iso);
    if (t !== null) expect(stampOf(t, zoneMs(zone)).startsWith(text)).toBe(true);
  });
});

describe('HJ-06 addresses', () => {
  it.each([
    ['88888880000001/a34004-Rtd', '2011:a34004-Rtd'], ['88888880000001/2051:w01018-Avg', '2051:w01018-Avg'], ['M/w01018-Avg', '2051:w01018-Avg'], ['M/a-ZsRtd', '2011:a-ZsRtd'],
    ['M/2061:a-Cou', '2061:a-Cou'], ['M/2031:a-ZsMax', '2031:a-ZsMax'], ['M/SB1-RS', '2021:SB1-RS'], ['M/SB1-RT', '2041:SB1-RT'], ['M/Leq-Data', '2051:Leq-Data'], ['M/Ld-DayData', '2031:Ld-DayData'], ['M/2061:Ln-NightData', null],
    ['??', null], ['M/a-Flag', null], ['M/2011:a-Avg', null], ['M/9999:a-Rtd', null], ['a-Rtd', null], ['/a-Rtd', null], ['M/a-rtd', null], ['M/constructor:a-Rtd', null], ['M/a-Rtd ', null], [`M/${'a'.repeat(17)}-Rtd`, null],
  ])('%s', (address, key) => { expect(placeOf(address)?.key ?? null).toBe(key); });
});

describe('HJ-07 split packets', () => {
  const part = (no: number, of: number, cp: string, qn = '20160801085857223') => { const p = packetOf(`QN=${qn};ST=32;CN=2011;PW=1;MN=M;Flag=7;PNUM=${of};PNO=${no};CP=&&${cp}&&`); if (!p.ok) throw new Error(p.fault.code); return p.value; };
  it('are put together in their order, whatever order they came in, repetitions left out', () => {
    const parts = partsOf(1000);
    expect([part(3, 3, 'c'), part(1, 3, 'a'), part(1, 3, 'x')].flatMap((p) => parts.take(p, monoMs(0)))).toEqual([]);
    expect(parts.take(part(2, 3, 'b'), monoMs(0))).toMatchObject([{ missing: 0, packet: { cp: 'a;b;c', part: null } }]);
    expect(parts.held()).toBe(0);
  });
  it('each with a QN of its own belong together by their DataTime; those of another time do not', () => {
    const parts = partsOf(1000);
    const [a, b] = ['DataTime=20200101000000;', 'DataTime=20200101001000;'];
    expect([part(1, 2, `${a}a1`, '20200101000000001'), part(1, 2, `${b}b1`, '20200101000000002')].flatMap((p) => parts.take(p, monoMs(0)))).toEqual([]);
    expect(parts.take(part(2, 2, `${b}b2`, '20200101000000003'), monoMs(0))).toMatchObject([{ missing: 0, packet: { cp: `${b}b1;${b}b2` } }]);
    expect(parts.take(part(2, 2, `${a}a2`, '20200101000000004'), monoMs(0))).toMatchObject([{ missing: 0, packet: { cp: `${a}a1;${a}a2` } }]);
    expect(parts.held()).toBe(0);
  });
  it('are not waited for without end: what came is handed on', () => {
    const parts = partsOf(1000);
    parts.take(part(2, 3, 'b'), monoMs(0));
    expect(parts.overdue(monoMs(999))).toEqual([]);
    expect(parts.overdue(monoMs(1000))).toMatchObject([{ missing: 2, packet: { cp: 'b' } }]);
    expect(parts.held()).toBe(0);
  });
  it('are bounded in number: the oldest message leaves', () => {
    const parts = partsOf(1000);
    const out = Array.from({ length: 3000 }, (_, i) => part(1, 2, `a${i}`, `20160801${String(i).padStart(9, '0')}`)).flatMap((p) => parts.take(p, monoMs(0)));
    expect(parts.held()).toBeLessThanOrEqual(1024);
    expect(out.length + parts.held()).toBe(3000);
  });
});

describe('ADP-21 options', () => {
  const good = { port: 9212, stations: [{ mn: '88888880000001', password: 'secret:a' }] };
  it('has its defaults', () => {
    expect(hj212Options(good)).toMatchObject({ ok: true, value: { host: '127.0.0.1', zone: '+08:00', version: '2017', silentMs: 180_000, askMissing: true, maxFrame: 1024 } });
  });
  it.each([
    [{ ...good, port: 0 }, 'port'], [{ ...good, oops: 1 }, 'oops'], [{ ...good, zone: 'Asia/Shanghai' }, 'zone'], [{ ...good, zone: '+8:00' }, 'zone'], [{ ...good, stations: [] }, 'stations'],
    [{ ...good, stations: [{ mn: 'x', password: 'plain' }] }, 'stations.0.password'], [{ ...good, stations: [{ mn: 'x;y', password: null }] }, 'stations.0.mn'], [{ ...good, stations: [{ mn: 'x' }] }, 'stations.0.password'],
    [{ ...good, stations: [...good.stations, ...good.stations] }, 'stations.1.mn'], [{ ...good, maxFrame: 10_000 }, 'maxFrame'], [{ ...good, maxConnections: 1 }, 'maxConnections'], [null, 'options'],
  ])('%j', (raw, field) => { expect(hj212Options(raw)).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { kind: 'hj212', field } } }); });
});
