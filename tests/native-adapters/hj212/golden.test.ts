import { describe, expect, it } from 'vitest';
import { monoMs } from '#kernel/time';
import { placeOf } from '../../../native-adapters/hj212/address.ts';
import { dataAnswer, historyRequest, noticeAnswer } from '../../../native-adapters/hj212/answers.ts';
import { crc16, frameBytes, frameReader } from '../../../native-adapters/hj212/frames.ts';
import { partsOf } from '../../../native-adapters/hj212/parts.ts';
import { readCp } from '../../../native-adapters/hj212/readings.ts';
import { packetOf, type Packet } from '../../../native-adapters/hj212/segment.ts';

/** Frames that others printed or sent, each with its own length and checksum. None was made by us. */
const golden: readonly { readonly from: string; readonly text: string }[] = [
  { from: 'HJ 212-2017, annex A: the example of the standard, checksum 1C80',
    text: '##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80' },
  { from: 'air, real time, after the example of HJ 212-2017 annex C, with a slip of its own, LA-td (public test of a Java parser)',
    text: '##0453QN=20160801085000001;ST=22;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=7;CP=&&DataTime=20160801084000;a21005-Rtd=1.1,a21005-Flag=N;a21004-Rtd=112,a21004-Flag=N;a21026-Rtd=58,a21026-Flag=N;LA-td=50.1,LA-Flag=N;a34004-Rtd=207,a34004-Flag=N;a34002-Rtd=295,a34002-Flag=N;a01001-Rtd=12.6,a01001-Flag=N;a01002-Rtd=32,a01002-Flag=N;a01006-Rtd=101.02,a01006-Flag=N;a01007-Rtd=2.1,a01007-Flag=N;a01008-Rtd=120,a01008-Flag=N;a34001-Rtd=217,a34001-Flag=N;&&c0c1' },
  { from: 'hours of an air station, a password of 24 characters (public sample of a C# server)',
    text: '##0285QN=20190925181031464;ST=22;CN=2061;PW=BF470F88957588DE902D1A52;MN=Z13401000010301;Flag=5;CP=&&DataTime=20190924220000;a34006-Avg=2.69700,a34006-Flag=N;a34007-Avg=7.96600,a34007-Flag=N;a34048-Avg=3.30600,a34048-Flag=N;a34047-Avg=7.35700,a34047-Flag=N;a34049-Avg=10.66300,a34049-Flag=N&&C181' },
  { from: 'HJ/T 212-2005, waste water (public test by xiaoyao9184, com.xy.format.hbt212), no QN, no Flag, milliseconds in DataTime',
    text: '##0139ST=32;CN=2011;PW=123456;MN=LD130133000015;CP=&&DataTime=20160824003817000;B01-Rtd=36.91;011-Rtd=231.0,011-Flag=N;060-Rtd=1.803,060-Flag=N&&4980' },
  { from: 'HJ/T 212-2005, waste water (public HJT212FormatValidatorTest)',
    text: '##0178ST=32;CN=2011;PW=123456;MN=0873HHMZWSLH02;CP=&&DataTime=20160103133030;060-Rtd=3.0943,060-Flag=N;011-Rtd=18.0412,011-Flag=N;001-Rtd=8.2137,001-Flag=N;B01-Rtd=10.9890,B01-Flag=N&&a9c1' },
  { from: 'HJ/T 212-2005 (readme of a public T212 library)',
    text: '##0109ST=32;CN=2011;PW=123456;MN=NJGDKYYC202101q0001w0001;CP=&&DataTime=20210305003817000;ele01-Rtd=1;ele02-Rtd=0&&8c41' },
  { from: 'HJ/T 212-2005, codes of 2017 (a public sender in Python)',
    text: '##0321ST=32;CN=2011;PW=123456;MN=DM000001;CP=&&DataTime=20191223165100;w01001-Rtd=15.294,w01001-Flag=N;w01006-Rtd=12.122,w01006-Flag=N;w01010-Rtd=21.639,w01010-Flag=N;w01014-Rtd=92.088,w01014-Flag=N;w21003-Rtd=78.741,w21003-Flag=N;w21011-Rtd=92.488,w21011-Flag=N;w01019-Rtd=51.248,w01019-Flag=N;w01003-Rtd=3.262,w01003-Flag=N&&A141' },
  { from: 'a request answer 9011 (public, com.apr7.sponge)', text: '##0094QN=20160801085857223;ST=32;CN=9011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&QnRtn=1&&2a80' },
  { from: 'a data answer 9014 that says version 2 (a public test in Python)', text: '##0075QN=20260706103512345;ST=91;CN=9014;PW=123456;MN=A110000_0001;Flag=8;CP=&&&&0140' },
  { from: 'a data answer 9014 (public comment in HJ212Def.h)', text: '##0078QN=20201008154743635;ST=91;CN=9014;PW=123456;MN=SD000001;Flag=9;CP=&&QnRtn=1&&71c0' },
  { from: 'the last of two packets (public, cn.bocon DataPackageUtils), every factor broken',
    text: '##0979QN=20180303104513001;ST=32;CN=2051;PW=123456;MN=88888880000137;Flag=6;PNUM=2;PNO=2;CP=&&DataTime=20180303101200;a21018-Cou=0.00,a21018-Min=0.00,a21018-Avg=0.00,a21018-Max=0.00,a21018-ZsMin=0.00,a21018-ZsAvg=0.00,a21018-ZsMax=0.00,a21018-Flag=D;a21024-Cou=0.00,a21024-Min=0.00,a21024-Avg=0.00,a21024-Max=0.00,a21024-ZsMin=0.00,a21024-ZsAvg=0.00,a21024-ZsMax=0.00,a21024-Flag=D;a19001-Cou=0.0000,a19001-Min=0.0000,a19001-Avg=0.0000,a19001-Max=0.0000,a19001-Flag=D;a01011-Cou=0.0000,a01011-Min=0.0000,a01011-Avg=0.0000,a01011-Max=0.0000,a01011-Flag=D;a01012-Cou=0.0000,a01012-Min=0.0000,a01012-Avg=0.0000,a01012-Max=0.0000,a01012-Flag=D;a01017-Cou=0.0000,a01017-Min=0.0000,a01017-Avg=0.0000,a01017-Max=0.0000,a01017-Flag=D;a01014-Cou=0.0000,a01014-Min=0.0000,a01014-Avg=0.0000,a01014-Max=0.0000,a01014-Flag=D;a01013-Cou=0.0000,a01013-Min=0.0000,a01013-Avg=0.0000,a01013-Max=0.0000,a01013-Flag=D;w01018-Cou=0.0000,w01018-Min=0.0000,w01018-Avg=0.0000,w01018-Max=0.0000,w01018-Flag=D&&E981' },
  { from: 'the first of two packets (same), 1045 bytes: 21 more than the standard allows',
    text: '##1045ST=31;CN=2051;PW=123456;MN=756877X7916010;Flag=2;PNUM=2;PNO=1;CP=&&DataTime=20180303102200;B02-Min=0.0000,B02-Avg=0.0000,B02-Max=0.0000,B02-Cou=0.0000,B02-Flag=D;30-Min=109.8557,30-Avg=109.8712,30-Max=109.8885,30-Cou=0.0000,30-Flag=N;31-Min=103.4228,31-Avg=103.4489,31-Max=103.4723,31-Cou=0.0000,31-Flag=N;32-Min=102.8947,32-Avg=102.9123,32-Max=102.9281,32-Cou=0.0000,32-Flag=N;33-Min=1003.0443,33-Avg=1003.0705,33-Max=1003.0940,33-Cou=0.0000,33-Flag=T;34-Min=1003.1765,34-Avg=1003.1824,34-Max=1003.2093,34-Cou=0.0000,34-Flag=T;35-Min=102.8606,35-Avg=102.8729,35-Max=102.8770,35-Cou=0.0000,35-Flag=N;36-Min=102.9935,36-Avg=103.0101,36-Max=103.0268,36-Cou=0.0000,36-Flag=N;37-Min=103.2597,37-Avg=103.2753,37-Max=103.2928,37-Cou=0.0000,37-Flag=N;01-Min=0.00,01-Avg=0.00,01-Max=0.00,01-Cou=0.00,01-ZsMin=0.00,01-ZsAvg=0.00,01-ZsMax=0.00,01-Flag=D;02-Min=0.00,02-Avg=0.00,02-Max=0.00,02-Cou=0.00,02-ZsMin=0.00,02-ZsAvg=0.00,02-ZsMax=0.00,02-Flag=D;03-Min=0.00,03-Avg=0.00,03-Max=0.00,03-Cou=0.00,03-ZsMin=0.00,03-ZsAvg=0.00,03-ZsMax=0.00,03-Flag=D&&AB41' },
];

/** The exchange of HJ 212-2017, table C.50, without what its printing leaves out: two packets, each with a QN of its own, each answered. Annex C prints neither length nor checksum. */
const c50 = {
  request: 'QN=20160801085857223;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&BeginTime=20160801080000;EndTime=20160801080000&&',
  packets: [
    'QN=20160801085857534;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=7;PNUM=2;PNO=1;CP=&&DataTime=20160801080000;w00000-Cou=63.0,w00000-Min=16.4,w00000-Avg=17.5,w00000-Max=20.1,w00000-Flag=N;w01001-Min=7.1,w01001-Avg=7.5,w01001-Max=7.8,w01001-Flag=N&&',
    'QN=20160801085857535;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=7;PNUM=2;PNO=2;CP=&&DataTime=20160801080000;w01018-Cou=63.0,w01018-Min=40.1,w01018-Avg=40.1,w01018-Max=40.1,w01018-Flag=N&&',
  ],
  answer: 'QN=20160801085857534;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&',
};
const meant = (segment: string): Packet => { const p = packetOf(segment); if (!p.ok) throw new Error(p.fault.code); return p.value; };

describe('HJ-01 exchanges of the standard', () => {
  const voice = { mn: '010000A8900016F000169DC0', pw: '123456', version: 1 };
  it('table C.50: what is asked, what comes in two packets, what is answered', () => {
    expect(historyRequest(voice, '32', '20160801085857223', '2061', '20160801080000', '20160801080000')).toBe(c50.request);
    const parts = partsOf(1000);
    const [first, second] = c50.packets.map(meant) as [Packet, Packet];
    expect(dataAnswer(voice, first)).toBe(c50.answer);
    expect(dataAnswer(voice, second)).toBe(c50.answer.replace('534', '535'));
    expect(parts.take(first, monoMs(0))).toEqual([]);
    const whole = parts.take(second, monoMs(1));
    expect([whole[0]?.missing, parts.held()]).toEqual([0, 0]);
    const { said, faults } = readCp(whole[0]!.packet.cp);
    expect([faults, said.length, said[0]!.time, said[0]!.readings.length]).toEqual([[], 1, '20160801080000', 11]);
    expect(said[0]!.readings.at(-1)).toEqual({ factor: 'w01018', field: 'Max', value: 40.1, status: 0 });
  });
  it('table C.4: a notice is answered with 9013', () => {
    expect(noticeAnswer(voice, meant('QN=20160801085857223;ST=32;CN=1013;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&PolId=w01018&&'))).toBe('QN=20160801085857223;ST=91;CN=9013;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&');
  });
  it.each([
    ['C.25', 'QN=20160801085857223;ST=23;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857; LA-Rtd=50.1&&', 'LA-Rtd', 50.1],
    ['C.26', 'QN=20160801085000001;ST=23;CN=2051;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801084000;L5-Data=53.0;L10-Data=53.0;L50-Data=49.0;L90-Data=45.0;L95-Data=43.0;Leq-Data=50.0;LMx-Data=54.0;LMn-Data=42.0&&', 'Leq-Data', 50],
    ['C.28', 'QN=20160802000000001;ST=23;CN=2031;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801000000;Ldn-Data=50.0;Ld-DayData=52.5;Ln-NightData=52.5&&', 'Ln-NightData', 52.5],
    ['C.15', 'QN=20160801085857223;ST=32;CN=2021;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20160801085857;SB1-RS=1;SB2-RS=0&&', 'SB1-RS', 1],
  ])('table %s: %s', (_, segment, name, value) => {
    const p = meant(segment);
    const { said, faults } = readCp(p.cp);
    expect([faults, said[0]!.readings.find((r) => `${r.factor}-${r.field}` === name)?.value]).toEqual([[], value]);
    expect(placeOf(`M/${p.cn}:${name}`)?.key).toBe(`${p.cn}:${name}`);
  });
});

describe('HJ-01 frames of others', () => {
  it.each(golden)('$from', ({ text }) => {
    const segment = text.slice(6, -4);
    expect({ length: segment.length, crc: crc16(Buffer.from(segment)).toString(16).toUpperCase().padStart(4, '0') }).toEqual({ length: Number(text.slice(2, 6)), crc: text.slice(-4).toUpperCase() });
    const taken = frameReader(1100).take(Buffer.from(`${text}\r\n`));
    expect(taken).toEqual({ frames: [{ segment, at: 0 }], faults: [] });
    const packet = packetOf(segment);
    expect(packet.ok).toBe(true);
    expect(packet.ok && readCp(packet.value.cp).faults).toEqual([]);
    expect(frameBytes(segment).toString()).toBe(`${text.slice(0, -4)}${text.slice(-4).toUpperCase()}\r\n`);
  });
  it('is not the checksum of Modbus', () => {
    expect(crc16(Buffer.from('123456789'))).not.toBe(0x4b37);
  });
  it('what the real ones say', () => {
    const said = (i: number) => { const p = packetOf(golden[i]!.text.slice(6, -4)); return p.ok ? { ...p.value, ...readCp(p.value.cp) } : null; };
    expect(said(0)).toMatchObject({ version: 1, asks: true, st: '32', cn: '1062', pw: '100000', part: null });
    expect(said(0)!.params.get('RtdInterval')).toBe('30');
    expect(said(1)!.said).toMatchObject([{ time: '20160801084000' }]);
    expect(said(1)!.said[0]!.readings.find((r) => r.factor === 'a34004')).toEqual({ factor: 'a34004', field: 'Rtd', value: 207, status: 0 });
    expect(said(3)).toMatchObject({ version: null, asks: false, qn: null });
    expect(said(3)!.said[0]!.readings.map((r) => [r.factor, r.value])).toEqual([['B01', 36.91], ['011', 231], ['060', 1.803]]);
    expect(said(8)!.version).toBe(2);
    expect(said(10)).toMatchObject({ part: { no: 2, of: 2 }, version: 1, asks: false });
    expect(said(10)!.said[0]!.readings.every((r) => r.value === null && r.status === 0x808b_0004)).toBe(true);
    expect(said(11)!.said[0]!.readings.find((r) => r.factor === '33' && r.field === 'Avg')).toEqual({ factor: '33', field: 'Avg', value: 1003.0705, status: 0x803c_0614 });
  });
});
