import { expect, it } from 'vitest';
import type { WhyView } from '#app/acquisition';
import { shippedWords } from '#kit/words';
import { whySentence, wordText } from '../../../../../renderer/features/acquisition/quality/sentence.ts';

const [zh, en] = [shippedWords('zh-CN'), shippedWords('en')];
const stamp = (at: number): string => `@${at}`;
const chain: readonly WhyView[] = [
  { code: 'link', since: 1, params: { state: 'down' }, fault: { code: 'unreachable', params: { peer: '10.0.0.1:502', reason: 'ECONNREFUSED' } } },
  { code: 'word', since: 2, params: { word: '808B', detail: 4 }, fault: null },
  { code: 'stale', since: 3, params: { seconds: 5 }, fault: null },
  { code: 'frozen', since: 4, params: {}, fault: null },
];

it('ACQ-20 one sentence, from the wire to the value, in both languages', () => {
  expect(whySentence(chain, zh, stamp)).toBe('数据来源中断（连不上 10.0.0.1:502：对方没有开放端口） @1 起；设备状态：设备故障（设备代码 4） @2 起；数据停滞（应每 5 秒更新） @3 起；疑似冻结，数值不变 @4 起');
  expect(whySentence(chain, en, stamp)).toBe('The source is down (10.0.0.1:502 cannot be reached: the port is not open there) since @1; Device status: Device failure (device code 4) since @2; Stale (expected every 5 s) since @3; Suspected frozen, unchanged since @4');
  expect(whySentence([], en, stamp)).toBe('Nothing is wrong with this point');
});
it('a status word that the catalogue does not know shows itself', () => {
  expect([wordText('8031', zh), wordText('80FF', zh)]).toEqual(['无通信', '0x80FF0000']);
});
