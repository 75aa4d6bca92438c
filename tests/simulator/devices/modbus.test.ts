import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modbusDevice, type ModbusDevice } from '../../../simulator/devices/modbus.ts';
import { plain, rawClient } from './client.ts';

let device: ModbusDevice;
let port: number;
let client: Awaited<ReturnType<typeof rawClient>>;
const bits = (table: string, first: number, text: string): void => Array.from(text.replaceAll(' ', '')).forEach((b, i) => device.set(`${table}:${first + i}`, b === '1'));

beforeEach(async () => {
  device = modbusDevice({ regions: [['hr:0', 200], ['co:0', 200]] });
  port = await device.start(0);
  client = await rawClient(port);
});
afterEach(async () => { client.end(); await device.stop(); });

describe('the examples of Application Protocol V1.1b3, section 6', () => {
  it('6.1 read coils 20-38', async () => {
    bits('co', 19, '10110011 11010110 101');                   // lowest first: CD 6B 05
    expect(await client.ask('01 0013 0013')).toBe(plain('01 03 CD 6B 05'));
  });
  it('6.2 read discrete inputs 197-218', async () => {
    bits('di', 196, '00110101 11011011 101011');               // AC DB 35
    expect(await client.ask('02 00C4 0016')).toBe(plain('02 03 AC DB 35'));
  });
  it('6.3 read holding registers 108-110', async () => {
    [0x022b, 0, 0x64].forEach((v, i) => device.set(`hr:${107 + i}`, v));
    expect(await client.ask('03 006B 0003')).toBe(plain('03 06 022B 0000 0064'));
  });
  it('6.4 read input register 9', async () => {
    device.set('ir:8', 10);
    expect(await client.ask('04 0008 0001')).toBe(plain('04 02 000A'));
  });
  it('6.5 write coil 173 on, 6.6 write register 2', async () => {
    expect(await client.ask('05 00AC FF00')).toBe(plain('05 00AC FF00'));
    expect(await client.ask('06 0001 0003')).toBe(plain('06 0001 0003'));
    expect([device.get('co:172'), device.get('hr:1')]).toEqual([1, 3]);
  });
  it('6.11 write ten coils, 6.12 write two registers', async () => {
    expect(await client.ask('0F 0013 000A 02 CD01')).toBe(plain('0F 0013 000A'));
    expect(Array.from({ length: 10 }, (_, i) => device.get(`co:${19 + i}`)).join('')).toBe('1011001110');
    expect(await client.ask('10 0001 0002 04 000A 0102')).toBe(plain('10 0001 0002'));
    expect([device.get('hr:1'), device.get('hr:2')]).toEqual([0x0a, 0x102]);
  });
});

describe('what is refused', () => {
  it.each([
    ['an unknown function: 1', '2B 0E 01 00', 'AB 01'],
    ['a register that is not there: 2', '03 00C7 0002', '83 02'],
    ['a table that is not there: 2', '04 0000 0001', '84 02'],
    ['beyond the last register: 2', '03 FFFF 0002', '83 02'],
    ['126 registers: 3', '03 0000 007E', '83 03'],
    ['no registers: 3', '03 0000 0000', '83 03'],
    ['2001 coils: 3', '01 0000 07D1', '81 03'],
    ['a coil that is neither on nor off: 3', '05 0001 1234', '85 03'],
    ['a byte count that does not fit: 3', '10 0001 0002 03 000A01', '90 03'],
    ['a request cut short: 3', '03 00', '83 03'],
  ])('%s', async (_, request, answer) => { expect(await client.ask(request)).toBe(plain(answer)); });

  it('125 registers and 2000 coils are not', async () => {
    device = await (async () => { await device.stop(); const d = modbusDevice({ regions: [['hr:0', 125], ['co:0', 2000]] }); port = await d.start(0); return d; })();
    client = await rawClient(port);
    expect((await client.ask('03 0000 007D')).slice(0, 4)).toBe('03fa');
    expect((await client.ask('01 0000 07D0')).slice(0, 4)).toBe('01fa');
  });
  it('a unit that holds nothing answers 0x0B, units 0 and 255 are the device itself, 2 is another', async () => {
    device.set('hr:4', 5);
    device.set('2/hr:4', 6);
    expect(await client.ask('03 0004 0001', '09')).toBe(plain('83 0B'));
    expect(await client.ask('03 0004 0001', 'FF')).toBe(plain('03 02 0005'));
    expect(await client.ask('03 0004 0001', '02')).toBe(plain('03 02 0006'));
  });
});

describe('frames (Messaging on TCP/IP 1.0b)', () => {
  it('gives transaction and unit back', async () => {
    device.set('hr:4', 5);
    client.send('1501 0000 0006 FF 03 0004 0001');
    expect(await client.next(11)).toBe(plain('1501 0000 0005 FF 03 02 0005'));
  });
  it('takes pipelined and split requests, answers in order', async () => {
    device.set('hr:4', 5);
    client.send('0001 0000 0006 01 03 0004 0001 0002 0000 0006 01 03 0004 0001 0003 0000');
    expect(await client.next(22)).toBe(plain('0001 0000 0005 01 03 02 0005 0002 0000 0005 01 03 02 0005'));
    client.send('0006 01 03 0004');
    client.send('0001');
    expect(await client.next(11)).toBe(plain('0003 0000 0005 01 03 02 0005'));
  });
  it('passes over what is not Modbus, and ends a line that has lost its frame', async () => {
    client.send('0001 1234 0006 01 03 0004 0001 0002 0000 0006 01 03 0004 0001');
    expect(await client.next(11)).toBe(plain('0002 0000 0005 01 03 02 0000'));
    client.send('0001 0000 FFFF 01 03');
    await client.closed;
  });
  it('serves several clients', async () => {
    const other = await rawClient(port);
    device.set('hr:4', 5);
    expect([await client.ask('03 0004 0001'), await other.ask('03 0004 0001')]).toEqual(['03020005', '03020005']);
    expect(device.connections()).toBe(2);
    other.end();
  });
});

describe('values', () => {
  it.each([
    ['abcd', '4148 0000'], ['cdab', '0000 4148'], ['badc', '4841 0000'], ['dcba', '0000 4841'],
  ] as const)('12.5 in order %s', async (order, words) => {
    device.setFloat('hr:100', 12.5, order);
    expect(await client.ask('03 0064 0002')).toBe(plain(`03 04 ${words}`));
  });
  it.each([
    ['u32', 0x0102_0304, 'abcd', '0102 0304'], ['i32', -2, 'cdab', 'FFFE FFFF'], ['f64', 12.5, 'dcba', '0000 0000 0000 2940'],
    ['u64', 258, 'badc', '0000 0000 0000 0201'], ['i64', -1, 'abcd', 'FFFF FFFF FFFF FFFF'],
  ] as const)('%s %d in order %s', async (type, value, order, words) => {
    device.setWide('hr:100', type, value, order);
    const count = words.split(' ').length;
    expect(await client.ask(`03 0064 000${count}`)).toBe(plain(`03 0${2 * count} ${words}`));
  });
  it('refuses what is no 16-bit value and no address', () => {
    expect(() => device.set('hr:1', 65_536)).toThrow(RangeError);
    expect(() => device.set('xx:1', 1)).toThrow(RangeError);
  });
});

describe('faults', () => {
  const read = (): Promise<string> => client.ask('03 0004 0001');
  beforeEach(() => device.set('hr:4', 5));

  it('its own fault is exception 4 until the next set, for that place only', async () => {
    expect(device.fault('hr:4')).toBe(4);
    expect(await read()).toBe('8304');
    expect(await client.ask('03 0005 0001')).toBe('03020000');
    device.set('hr:4', 6);
    expect(await read()).toBe('03020006');
  });
  it('bad-status: everything, or one place, answers an exception', async () => {
    await device.inject('bad-status', { address: 'hr:5', code: 6 });
    expect([await read(), await client.ask('03 0004 0002')]).toEqual(['03020005', '8306']);
    await device.inject('bad-status');
    expect(await read()).toBe('8304');
    await device.inject(null);
    expect(await read()).toBe('03020005');
  });
  it('frozen: keeps its values, and shows the newest afterwards', async () => {
    await device.inject('frozen');
    device.set('hr:4', 7);
    expect(await read()).toBe('03020005');
    await device.inject(null);
    expect(await read()).toBe('03020007');
  });
  it('over-range', async () => {
    await device.inject('over-range', { address: 'hr:4', value: 0x7fff });
    expect([await read(), await client.ask('03 0005 0001')]).toEqual(['03027fff', '03020000']);
  });
  it('late: in order, after the delay', async () => {
    await device.inject('late', { ms: 80 });
    const began = performance.now();
    expect(await read()).toBe('03020005');
    expect(performance.now() - began).toBeGreaterThan(75);
  });
  it('drop: the line is cut and refused, then the same port answers again', async () => {
    await device.inject('drop');
    await client.closed;
    await expect(rawClient(port)).rejects.toThrow('ECONNREFUSED');
    await device.inject(null);
    client = await rawClient(port);
    expect(await read()).toBe('03020005');
  });
  it('garbage: as many bytes, none of them protocol', async () => {
    await device.inject('garbage');
    client.send('0001 0000 0006 01 03 0004 0001');
    expect(await client.next(11)).toBe('a5'.repeat(11));
  });
  it('a port in use is an error of that name', async () => {
    await expect(modbusDevice().start(port)).rejects.toThrow('EADDRINUSE');
  });
});
