import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedName, maskedPhone } from '#app/access';

const runs = { seed: 120, numRuns: 500 };
const han = fc.constantFrom(...Array.from('王李张刘陈欧阳司马诸葛建国秀英伟芳娜敏静丽𠮷龘'));

describe('what is personal, to those who may not see it', () => {
  it('ACC-120 of a Chinese name one character stays, however long it is', () => {
    expect(['王伟', '欧阳建国', '司马相如', ' 李 秀英 '.replaceAll(' ', '')].map(maskedName)).toEqual(['王*', '欧*', '司*', '李*']);
    fc.assert(fc.property(fc.array(han, { minLength: 2, maxLength: 6 }), (characters) => {
      expect(maskedName(characters.join(''))).toBe(`${characters[0]}*`);
    }), runs);
  });
  it('ACC-120 of every part of a name of several, the first letter; a part of one character is not told', () => {
    expect(['John Smith', 'Anne-Marie O’Neill', '阿依古丽·买买提', 'J R R Tolkien', '王', '', '   '].map(maskedName)).toEqual(['J* S*', 'A*-M* O*', '阿*·买*', '* * * T*', '*', '', '']);
  });
  it('ACC-120 of no name more than one character of each part is left, and names that begin alike and have as many parts look the same', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const masked = maskedName(parts.join(' '));
      for (const word of masked.split(/[\s·•・-]+/u).filter((w) => w !== '')) expect(Array.from(word).length).toBeLessThanOrEqual(2);
      for (const word of masked.split(/[\s·•・-]+/u).filter((w) => w !== '')) expect(word.endsWith('*')).toBe(true);
    }), runs);
  });
  it('ACC-121 of a telephone of every length at least four digits are hidden and at most seven shown', () => {
    expect(['13800001234', '+86 138 0000 1234', '010-6234 5678', '62345678', '120', '12345', ''].map(maskedPhone)).toEqual(['138****1234', '861****1234', '010****5678', '****78', '****', '****5', '']);
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }), fc.constantFrom('', ' ', '-'), (digits, between) => {
      const shown = maskedPhone(digits.join(between)).replaceAll('*', '');
      expect(shown.length).toBeLessThanOrEqual(7);
      expect(digits.length - shown.length).toBeGreaterThanOrEqual(Math.min(4, digits.length));
      expect(maskedPhone(digits.join(between)).split('****')).toHaveLength(2);
    }), runs);
  });
  it('ACC-121 full-width digits are digits', () => { expect(maskedPhone('１３８００００１２３４')).toBe('138****1234'); });
});
