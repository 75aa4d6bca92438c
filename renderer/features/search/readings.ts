import type { Readings } from '#app/search';

/** How Chinese characters are read, all readings of each: from pinyin-pro, which is loaded when it is first needed. */
export async function pinyinReadings(): Promise<Readings> {
  const { pinyin } = await import('pinyin-pro');
  const han = /\p{Script=Han}/u;
  return (sign) => (han.test(sign) ? pinyin(sign, { multiple: true, toneType: 'none', type: 'array', v: true }) : []);
}
