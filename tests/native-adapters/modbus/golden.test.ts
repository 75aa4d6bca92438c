import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { never, until } from '../../conformance/subject.ts';
import { rawPeer, reply, speaking } from './raw-peer.ts';

/** Examples of the MODBUS Application Protocol Specification V1.1b3, by section; addresses on the wire count from 0. */
const reads = [
  ['6.1 read coils 20-38', ['co:19', 'co:20', 'co:21', 'co:37'], '01 0013 0013', '01 03 CD 6B 05', [1, 0, 1, 1]],
  ['6.2 read discrete inputs 197-218', ['di:196', 'di:198', 'di:217'], '02 00C4 0016', '02 03 AC DB 35', [0, 1, 1]],
  ['6.3 read holding registers 108-110', ['hr:107', 'hr:108', 'hr:109'], '03 006B 0003', '03 06 022B 0000 0064', [555, 0, 100]],
  ['6.4 read input register 9', ['ir:8'], '04 0008 0001', '04 02 000A', [10]],
] as const;
const writes = [
  ['6.5 write single coil 173 on', 'co:172', true, '05 00AC FF00', '05 00AC FF00'],
  ['6.6 write single register 2 to 3', 'hr:1', 3, '06 0001 0003', '06 0001 0003'],
  ['6.12 write two registers from 2', 'hr:1:u32', 0x000a_0102, '10 0001 0002 04 000A 0102', '10 0001 0002'],
] as const;
const bare = (hex: string): string => hex.replaceAll(' ', '').toLowerCase();

describe('MOD-01 the examples of the standard, byte for byte', () => {
  it.each(reads)('%s', async (_, addresses, request, response, values) => {
    const { port, asked } = await rawPeer((q, say) => say(reply(q, response)));
    const { adapter, watch, last } = speaking(port);
    await adapter.open(never); watch(...addresses);
    await until(() => last(addresses.length - 1) !== undefined);
    expect(asked[0]!.pdu).toBe(bare(request));
    expect(addresses.map((_a, i) => [last(i)!.value, last(i)!.status, last(i)!.sourceTime])).toEqual(values.map((v) => [v, Status.good, null]));
  });
  it.each(writes)('%s', async (_, address, value, request, response) => {
    const { port, asked } = await rawPeer((q, say) => say(reply(q, response)));
    const { adapter, point } = speaking(port);
    await adapter.open(never);
    expect(await adapter.write!(point(address), value)).toEqual({ ok: true, value: undefined });
    expect(asked.map((a) => [a.unit, a.pdu])).toEqual([[1, bare(request)]]);
  });
  it.each([['hr:2000', '83 02', 2], ['hr:2000', '83 04', 4], ['co:1185', '81 01', 1], ['ir:1', '84 06', 6], ['di:1', '82 0B', 11]] as const)('7 exception on %s: %s', async (address, response, code) => {
    const { port } = await rawPeer((q, say) => say(reply(q, response)));
    const { adapter, watch, last } = speaking(port);
    await adapter.open(never); watch(address);
    await until(() => last(0) !== undefined);
    expect(last(0)).toMatchObject({ value: null, status: (Status.deviceFailure | code) >>> 0 });
  });
  it('a write that the device refuses carries its exception', async () => {
    const { port } = await rawPeer((q, say) => say(reply(q, '86 03')));
    const { adapter, point } = speaking(port);
    await adapter.open(never);
    expect(await adapter.write!(point('hr:1'), 3)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'exception', status: 3 } } });
  });
  it('a write that cannot be said is refused before the wire', async () => {
    const { port, asked } = await rawPeer((q, say) => say(reply(q, q.pdu)));
    const { adapter, point } = speaking(port);
    await adapter.open(never);
    for (const [address, value, code] of [['hr:1', 70_000, 'refused'], ['hr:1:i16', -40_000, 'refused'], ['hr:1', 'three', 'refused'], ['co:1', 7, 'refused'], ['ir:1', 1, 'bad-address'], ['di:1', 1, 'bad-address'], ['hr:1.3', 1, 'bad-address']] as const) {
      expect(await adapter.write!(point(address), value)).toMatchObject({ ok: false, fault: { code } });
    }
    expect(asked).toEqual([]);
  });
});
