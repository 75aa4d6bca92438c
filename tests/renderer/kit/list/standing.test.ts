import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Rows } from '#kit/rows';
import { standing } from '../../../../renderer/kit/list/standing.ts';

const rowHeight = 20;
const rowsOf = (keys: readonly string[]): Rows<string> => ({ length: keys.length, at: (i) => keys[i], indexOf: (k) => keys.indexOf(k) });
const fresh = () => standing<string>((k) => k, rowHeight);
const many = (n: number, name: string): string[] => Array.from({ length: n }, (_, i) => `${name}${i}`);

it('a row that is looked at stays on the screen and on the layer, however many come and go above it, and the rest with it', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 4 })), { maxLength: 20 }), (first, changes) => {
    const stand = fresh();
    let keys = many(60, 'r');
    stand.take(rowsOf(keys), 200);
    stand.go({ scrollTop: first * rowHeight, lead: 0 });
    const onScreen = (key: string): number => stand.place().lead + keys.indexOf(key) * rowHeight - stand.place().scrollTop;
    const onLayer = (key: string): number => keys.indexOf(key) - stand.base();
    const before = [onScreen(`r${first}`), onLayer(`r${first}`), onLayer(`r${first + 5}`)];
    changes.forEach((by, turn) => {
      if (by < 0 && keys.indexOf(`r${first}`) > 1) { keys = keys.slice(1); }
      else if (by > 0) { keys = [...many(by, `n${turn}-`), ...keys]; }
      stand.take(rowsOf(keys), 200);
      expect([onScreen(`r${first}`), onLayer(`r${first}`), onLayer(`r${first + 5}`)]).toEqual(before);
    });
  }), { seed: 4 });
});

it('counts what came above while one was elsewhere, until the top is seen; the same rows again change nothing', () => {
  const stand = fresh();
  stand.take(rowsOf(many(60, 'r')), 200);
  stand.go({ scrollTop: 100, lead: 0 });
  const rows = rowsOf([...many(3, 'n'), ...many(60, 'r')]);
  stand.take(rows, 200);
  stand.take(rows, 200);
  expect([stand.above(), stand.base(), stand.place()]).toEqual([3, 3, { scrollTop: 160, lead: 0 }]);
  expect(stand.go({ scrollTop: 160, lead: 0 })).toBe(false);
  expect(stand.go({ scrollTop: 0, lead: 0 })).toBe(true);
  expect(stand.above()).toBe(0);
});

it('at the top with no pointer new rows push the others down; the row under a pointer stays', () => {
  const stand = fresh();
  stand.take(rowsOf(many(60, 'r')), 200);
  stand.take(rowsOf(['n', ...many(60, 'r')]), 200);
  expect([stand.base(), stand.place().scrollTop]).toEqual([0, 0]);
  stand.pointed(30);
  stand.take(rowsOf(['m', 'n', ...many(60, 'r')]), 200);
  expect([stand.base(), stand.place().scrollTop]).toEqual([1, rowHeight]);
});

it('a list that became so short that nothing would be in sight stands at its end', () => {
  const stand = fresh();
  stand.take(rowsOf(many(60, 'r')), 200);
  stand.go({ scrollTop: 800, lead: 0 });
  stand.take(rowsOf(many(20, 'x')), 200);
  expect(stand.place()).toEqual({ scrollTop: 200, lead: 0 });
});
