import { describe, expect, it } from 'vitest';
import { readPlain } from '#app/acquisition';

describe('MQT-04 a payload that is its value', () => {
  it.each([['12.5', 12.5], [' -3 ', -3], ['1e3', 1000], ['.5', 0.5], ['true', 1], ['FALSE', 0]])('%s', (text, value) => { expect(readPlain(Buffer.from(text))).toEqual({ ok: true, value: { value, status: 0, sourceTime: null } }); });
  it('words', () => { expect(readPlain(Buffer.from('打开'))).toEqual({ ok: true, value: { value: null, text: '打开', status: 0, sourceTime: null } }); });
  it('nothing', () => { expect(readPlain(Buffer.alloc(0))).toEqual({ ok: true, value: { value: null, status: 0x809b_0000, sourceTime: null } }); });
  it.each([['number', '1e999'], ['number', 'NaN'], ['number', '-Infinity']])('%s %s', (bad, text) => { expect(readPlain(Buffer.from(text))).toEqual({ ok: false, bad }); });
  it('no UTF-8', () => { expect(readPlain(Buffer.from([0xff]))).toEqual({ ok: false, bad: 'syntax' }); });
  it('no more bytes than it may be', () => { expect([readPlain(Buffer.from('12.5'), 3), readPlain(Buffer.from('12.5'), 4)]).toMatchObject([{ ok: false, bad: 'size' }, { ok: true }]); });
});
