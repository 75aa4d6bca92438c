import type { Packet } from './segment.ts';

/** What a station may be told of what it asked or sent (HJ 212-2017, 6.6.3, table 7): why it is not taken. */
export const qnRtn = { password: 3, mn: 4 } as const;

/** Who is spoken to, and how: 0 is HJ/T 212-2005, 1 and more HJ 212-2017 and after. */
export interface Voice { readonly mn: string; readonly pw: string; readonly version: number }

/** 2005 names what is answered inside CP; 2017 carries its QN at the front. A packet of several is answered like any other (HJ 212-2017, table C.50: each has a QN of its own). */
function answer(v: Voice, { qn }: Pick<Packet, 'qn'>, cn: string, cp2005: string, cp2017: string): string {
  if (v.version === 0) return `ST=91;CN=${cn};PW=${v.pw};MN=${v.mn};Flag=0;CP=&&${qn === null ? '' : `QN=${qn}`}${cp2005 === '' ? '' : `${qn === null ? '' : ';'}${cp2005}`}&&`;
  return `${qn === null ? '' : `QN=${qn};`}ST=91;CN=${cn};PW=${v.pw};MN=${v.mn};Flag=${v.version << 2};CP=&&${cp2017}&&`;
}

/** 9014: the data came (HJ 212-2017, tables C.14 to C.29). */
export const dataAnswer = (v: Voice, p: Packet): string => answer(v, p, '9014', `CN=${p.cn}`, '');
/** 9013: the notice came (HJ 212-2017, table C.4). */
export const noticeAnswer = (v: Voice, p: Packet): string => answer(v, p, '9013', '', '');
/** 9022: welcome. No command of HJ 212-2017 (table 9 reserves 9015 to 9999); stations in the field greet with 9021 in either version. */
export const logonAnswer = (v: Voice, p: Packet): string => answer(v, p, '9022', 'Logon=1', 'Logon=1');
/** 9011: it is not taken, and why. What the caller said is said back, nothing that it did not know. */
export const refusal = (p: Packet, why: number): string => answer({ mn: p.mn, pw: p.pw, version: p.version ?? 0 }, p, '9011', `QnRtn=${why}`, `QnRtn=${why}`);

/** Asks for what a station keeps, times in its own clock (HJ 212-2017, tables C.20 to C.23 and C.47 to C.50). Different items are parted by `;` there (6.3.3.1); stations of 2005 were shown `,`. */
export function historyRequest(v: Voice, st: string, qn: string, cn: string, begin: string, end: string): string {
  return `QN=${qn};ST=${st};CN=${cn};PW=${v.pw};MN=${v.mn};Flag=${(v.version << 2) | 1};CP=&&BeginTime=${begin}${v.version === 0 ? ',' : ';'}EndTime=${end}&&`;
}
