import { expect, it } from 'vitest';
import { refusalNames, type SourceQuality, type WhyView } from '#app/acquisition';
import { shippedWords } from '#kit/words';
import { countText, figuresOf, whySentence, wordText } from '../../../../../renderer/features/acquisition/quality/sentence.ts';

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
it('ACQ-23 every refusal has its word in both languages, and a count that nobody knows shows its name', () => {
  for (const name of refusalNames) for (const words of [zh, en]) expect(countText(name, words)).not.toBe(name);
  expect([countText('bad-signature', zh), countText('gremlins', en)]).toEqual(['签名错误', 'gremlins']);
});
it('ACQ-22 the figures say whether anything moves, and since when nothing does', () => {
  const quality = (frozen: SourceQuality['frozen']): SourceQuality => ({
    source: { id: 'a', kind: 'modbus', link: 'up', since: 1, reason: null, points: 3, good: 3, uncertain: 0, bad: 0, samples: 9, lost: 0, reconnects: 0, lastSampleAt: 1 }, rate: 1, ageMs: 1, unheard: 0, stale: 0, suspected: 0, late: 0, jumps: 0,
    beyond: 0, queue: 0, counts: [], frozen, words: [], clock: { offsetMs: null, toleranceMs: 60_000, wrongSince: null }, backOff: null, faults: [], points: { total: 0, offset: 0, rows: [] },
  });
  const said = (frozen: SourceQuality['frozen']): unknown => { const { value, more, bad } = figuresOf(quality(frozen), en, stamp, String).find((f) => f.name === 'Movement')!; return [value, more, bad]; };
  expect(said({ since: null, known: false })).toEqual(['Not known yet', undefined, false]);
  expect(said({ since: null, known: true })).toEqual(['Values move', undefined, false]);
  expect(said({ since: 5, known: true })).toEqual(['Suspected frozen: no value moves', 'since @5', true]);
});
