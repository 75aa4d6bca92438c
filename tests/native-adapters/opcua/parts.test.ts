import { coerceStatusCode, DataType, DataValue, getStatusCodeFromCode, Variant, VariantArrayType } from 'node-opcua';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opcuaOptions } from '#adapters/opcua';
import { modbusOptions } from '#adapters/modbus';
import { adapterKinds, sourceFaults } from '../../../native-adapters/index.ts';
import { nodeAddress, nodeIdIn } from '../../../native-adapters/opcua/address.ts';
import { keepUnknownCodes } from '../../../native-adapters/opcua/library.ts';
import { sampleOf } from '../../../native-adapters/opcua/values.ts';
import { pointId } from '#app/park';
import { epochMs } from '#kernel/time';

const now = epochMs(5);
const said = (dataType: DataType, value: unknown, status = 0, arrayType = VariantArrayType.Scalar): DataValue =>
  new DataValue({ value: new Variant({ dataType, arrayType, value }), statusCode: getStatusCodeFromCode(status), sourceTimestamp: new Date(1_700_000_000_123) });

describe('OPC-05 values', () => {
  keepUnknownCodes();
  it.each([
    ['Double', DataType.Double, 1.5, 1.5], ['Float', DataType.Float, 0.5, 0.5], ['Int16', DataType.Int16, -7, -7], ['UInt32', DataType.UInt32, 4_294_967_295, 4_294_967_295],
    ['Int64', DataType.Int64, [0xffff_ffff, 0xffff_fffe], -2], ['UInt64', DataType.UInt64, [1, 2], 4_294_967_298],
    ['true', DataType.Boolean, true, 1], ['false', DataType.Boolean, false, 0], ['NaN', DataType.Double, NaN, null],
    ['infinite', DataType.Double, Infinity, Number.MAX_VALUE], ['minus infinite', DataType.Double, -Infinity, -Number.MAX_VALUE], ['null', DataType.Null, null, null],
  ] as const)('%s is %s', (_, type, value, expected) => { expect(sampleOf(3, said(type, value), now)).toEqual({ handle: 3, value: expected, status: 0, sourceTime: 1_700_000_000_123, receivedTime: 5 }); });
  it('words are text, an array is nothing', () => {
    expect(sampleOf(1, said(DataType.String, '运行'), now)).toMatchObject({ value: null, text: '运行' });
    expect(sampleOf(1, said(DataType.LocalizedText, { text: 'open', locale: 'en' }), now)).toMatchObject({ value: null, text: 'open' });
    expect(sampleOf(1, said(DataType.String, 'x'.repeat(9999)), now).text).toHaveLength(1024);
    expect(sampleOf(1, said(DataType.Double, [1, 2], 0, VariantArrayType.Array), now)).toMatchObject({ value: null });
  });
  it.each([
    [0x4094_0600, 250, 250], [0x803c_0000, 250, 250], [0x803c_0600, 250, 250], [0x808b_0000, 250, null], [0x8031_0000, 250, null], [0x0000_0480, 1, 1], [0x40ff_0000, 7, 7], [0x4abc_0500, 7, 7], [0x8fff_0123, 7, null], [0xc001_0000, 7, null],
  ] as const)('status %i is kept bit for bit, and of a bad value only an out-of-range one is kept', (status, value, kept) => {
    expect(sampleOf(1, said(DataType.Double, value, status), now)).toMatchObject({ status, value: kept });
  });
  it('keeps every status that Part 4 leaves room for', () => {
    fc.assert(fc.property(fc.nat(0xffff_ffff), (n) => { const code = (n & 0xcfff_ffff) >>> 0; expect(getStatusCodeFromCode(code).value).toBe(code); }), { seed: 31, numRuns: 5000 });
    expect(coerceStatusCode('Good').value).toBe(0);
  });
  it('a time that was not set is none', () => {
    expect(sampleOf(1, new DataValue({ value: { dataType: DataType.Double, value: 1 } }), now).sourceTime).toBeNull();
    expect(sampleOf(1, new DataValue({ value: { dataType: DataType.Double, value: 1 }, sourceTimestamp: new Date(Date.UTC(1601, 0, 1)) }), now).sourceTime).toBeNull();
  });
});

describe('OPC-06 addresses', () => {
  it.each(['ns=2;s=T-101.level', 'i=2258', 'ns=65535;i=4294967295', 'ns=1;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63', 'ns=1;b=M/RbKBsRVkePCePcx24oRA==', 's=储罐;7', 'nsu=urn:watchroom:park;s=a=b'])('means %s', (a) => expect(nodeAddress(a)).not.toBeNull());
  it.each(['', '??', 'ns=2', 'ns=2;', 'ns=2;s=', 'ns=65536;i=1', 'ns=x;i=1', 'i=4294967296', 'i=-1', 'i=1.5', 'g=1234', 'b=', 'b=???', 'nsu=;s=a', 'hr:1', 'ns=2; s=a', `s=${'x'.repeat(4097)}`])('cannot mean "%s"', (a) => expect(nodeAddress(a)).toBeNull());
  it('finds its namespace by name', () => {
    const names = ['http://opcfoundation.org/UA/', 'urn:x', 'urn:watchroom:park'];
    expect(nodeIdIn(names, nodeAddress('nsu=urn:watchroom:park;s=a')!)).toBe('ns=2;s=a');
    expect(nodeIdIn(names, nodeAddress('nsu=urn:nobody;s=a')!)).toBeNull();
    expect(nodeIdIn([], nodeAddress('ns=4;i=7')!)).toBe('ns=4;i=7');
  });
});

describe('ADP-21 options: an unknown or wrong field is named', () => {
  const modbus = { host: '10.0.0.7' };
  const opcua = { endpoint: 'opc.tcp://10.0.0.8:4840/park', securityMode: 'None' };
  it('fills in what is not said', () => {
    expect(modbusOptions(modbus)).toEqual({ ok: true, value: { host: '10.0.0.7', port: 502, unit: 1, everyMs: 1000, answerMs: 1000, retryMs: 1000, maxRegisters: 125, maxGap: 8 } });
    expect(opcuaOptions(opcua)).toEqual({ ok: true, value: { ...opcua, securityPolicy: 'None', user: null, publishingMs: 500, samplingMs: 0, queueSize: 10, retryMs: 1000, answerMs: 3000, events: 'off', notifiers: ['i=2253'] } });
    expect(opcuaOptions({ ...opcua, securityMode: 'Sign' })).toMatchObject({ ok: true, value: { securityPolicy: 'Basic256Sha256' } });
  });
  it.each([
    ['host', {}], ['host', { host: '' }], ['port', { ...modbus, port: 0 }], ['everyMs', { ...modbus, everyMs: '1000' }], ['maxRegisters', { ...modbus, maxRegisters: 126 }], ['hosts', { ...modbus, hosts: 'x' }], ['options', 7], ['options', null],
  ])('modbus: %s', (field, raw) => { expect(modbusOptions(raw)).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { kind: 'modbus', field } } }); });
  it.each([
    ['endpoint', { securityMode: 'None' }], ['endpoint', { ...opcua, endpoint: 'http://x' }], ['securityMode', { endpoint: opcua.endpoint }], ['securityMode', { ...opcua, securityMode: 'none' }], ['securityPolicy', { ...opcua, securityPolicy: 'Basic256Sha256' }],
    ['securityPolicy', { ...opcua, securityMode: 'Sign', securityPolicy: 'None' }], ['securityPolicy', { ...opcua, securityMode: 'Sign', securityPolicy: 'Basic128Rsa15' }], ['user.password', { ...opcua, user: { name: 'a', password: 'plain' } }], ['user.role', { ...opcua, user: { name: 'a', password: 'secret:a', role: 'x' } }], ['queueSize', { ...opcua, queueSize: 1 }], ['everyMs', { ...opcua, everyMs: 1000 }],
  ])('opcua: %s', (field, raw) => { expect(opcuaOptions(raw)).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { kind: 'opcua', field } } }); });
  it('a source is checked whole without a wire: its kind, its options, every address, and whose', () => {
    const points = (...addresses: readonly string[]) => addresses.map((address) => ({ id: pointId(`P-${address}`), address }));
    expect(sourceFaults('modbus', modbus, points('hr:1', '2/ir:7:f32'))).toEqual([]);
    expect(sourceFaults('modbus', { ...modbus, port: 0 }, points('hr:1', 'xr:1', 'ns=2;s=a'))).toMatchObject([
      { point: null, fault: { code: 'bad-options', params: { field: 'port' } } }, { point: 'P-xr:1', fault: { code: 'bad-address', params: { address: 'xr:1' } } }, { point: 'P-ns=2;s=a', fault: { code: 'bad-address' } }]);
    expect(sourceFaults('opcua', opcua, points('ns=2;s=a', 'hr:1'))).toMatchObject([{ point: 'P-hr:1', fault: { code: 'bad-address' } }]);
    expect(sourceFaults('toString', {}, [])).toMatchObject([{ point: null, fault: { code: 'bad-options', params: { field: 'kind' } } }]);
  });
  it.each([['modbus', modbus], ['opcua', opcua]])('the registry makes %s, and only from what is right', async (kind, right) => {
    const deps = { clock: { now: () => now, mono: () => 0 as never, after: () => () => {} }, note: () => {}, bound: 1, link: () => {}, pki: '', secret: () => null };
    const make = await adapterKinds[kind]!.load();
    expect(make({}, deps)).toMatchObject({ ok: false, fault: { code: 'bad-options' } });
    expect(make(right, deps)).toMatchObject({ ok: true, value: { kind } });
  });
});
