import { describe, expect, it } from 'vitest';
import { jsonReader, Status, steps } from '#app/acquisition';

describe('ACQ-JSON-05 value, quality and time of a document', () => {
  it('quality and time stand beside the value, or in the document', () => {
    const o = { timePath: '@.t', qualityPath: '$.q', timeFormat: 'epoch-ms', qualityFormat: 'opcua' } as const;
    const read = jsonReader(['a', 1, 'v'], o);
    expect(read({ q: 'uncertain', a: [{}, { v: 3, t: 5 }] })).toEqual({ value: 3, status: 0x4000_0000, sourceTime: 5 });
    expect(read({ q: 'bad', a: [{}, { v: 3, t: 5 }] })).toEqual({ value: null, status: 0x808b_0000, sourceTime: 5 });
    expect(read({ q: 'what', a: [{}, { v: 3 }] })).toEqual({ value: null, status: 0x808b_0007, sourceTime: null });
    expect(read({ q: 0x803c_0000, a: [{}, { v: 3 }] })).toMatchObject({ value: 3 });      // out of range keeps what was sent
    expect(read({ a: [] })).toBeUndefined();
  });
});

describe('MQT-03 value, quality and time of a JSON payload', () => {
  const T = 1_700_000_000_123;
  const o = { timePath: '@.t', qualityPath: '$.q', timeFormat: 'epoch-ms', qualityFormat: 'opcua' } as const;
  const says = (path: string, root: unknown, options: Parameters<typeof jsonReader>[1] = o) => jsonReader(steps(path)!, options)(root);
  it.each<[string, unknown, unknown]>([
    ['.v', { v: 1.5, t: T }, { value: 1.5, status: 0, sourceTime: T }], ['.v', { v: true }, { value: 1, status: 0, sourceTime: null }], ['.v', { v: '运行', t: T }, { value: null, text: '运行', status: 0, sourceTime: T }],
    ['.s[1].v', { s: [{}, { v: 2, t: T }], q: 0 }, { value: 2, status: 0, sourceTime: T }], ['', 7, { value: 7, status: 0, sourceTime: null }],
    ['.v', { v: 1, q: 0x408f_0000 }, { value: 1, status: 0x408f_0000, sourceTime: null }], ['.v', { v: 1, q: 0x808c_0000, t: T }, { value: null, status: 0x808c_0000, sourceTime: T }],
    ['.v', { v: 250, q: 0x803c_0000 }, { value: 250, status: 0x803c_0000, sourceTime: null }], ['.v', { v: 1, q: 'bad' }, { value: null, status: Status.deviceFailure, sourceTime: null }], ['.v', { v: 1, q: 'Good' }, { value: 1, status: 0, sourceTime: null }],
    ['.v', { v: 1, q: 'perhaps' }, { value: null, status: Status.deviceFailure | 7, sourceTime: null }], ['.v', { v: null }, { value: null, status: 0x809b_0000, sourceTime: null }], ['.v', { v: { x: 1 } }, { value: null, status: Status.deviceFailure | 6, sourceTime: null }],
    ['.v', { w: 1 }, undefined], ['.v', [1], undefined], ['[0]', { 0: 1 }, undefined], ['.length', [1], undefined], ['.toString', {}, undefined], ['.v', null, undefined],
  ])('%s of %j', (path, root, said) => { expect(says(path, root)).toEqual(typeof said === 'object' && said !== null && 'status' in said ? { ...said, status: (said.status as number) >>> 0 } : said); });
});
