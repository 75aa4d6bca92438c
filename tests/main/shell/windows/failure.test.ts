import { expect, it } from 'vitest';
import { failurePage } from '../../../../main/shell/windows/failure.ts';
import type { Words } from '../../../../main/shell/words.ts';

const words: Words = { word: (language, key) => (key === 'shell:remedy-locked' ? `${language} close the other one` : key), has: (_language, key) => key === 'shell:remedy-locked', fault: (language, { code, params }) => `${language} ${code} ${JSON.stringify(params)}` };
const page = failurePage({ fault: { code: 'locked', params: { by: '<script>alert(1)</script>' } }, details: [{ where: 'points.csv:3 "unit"', fault: { code: 'bad-unit', params: {} } }] }, 'light', 'en', words);

it('says it in both languages, the officer\'s first, with what to do and every finding', () => {
  expect(page.indexOf('en locked')).toBeLessThan(page.indexOf('zh-CN locked'));
  expect(page).toContain('en close the other one');
  expect(page.match(/bad-unit/g)).toHaveLength(2);
});
it('holds no script and lets none in', () => {
  expect(page).not.toMatch(/<script/i);
  expect(page).not.toContain('"unit"');
});
it('shows fifty findings and counts the rest', () => {
  const details = Array.from({ length: 60 }, (_, i) => ({ where: `points.csv:${i}`, fault: { code: 'bad-unit', params: {} } }));
  const long = failurePage({ fault: { code: 'site-faults', params: {} }, details }, 'dark', 'zh-CN', words);
  expect(long.match(/bad-unit/g)).toHaveLength(100);
  expect(long).toContain('+ 10');
});
