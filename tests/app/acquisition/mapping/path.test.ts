import { describe, expect, it } from 'vitest';
import { at, isPlace, steps } from '#app/acquisition';

describe('ACQ-JSON-01 paths', () => {
  it.each([['', []], ['.a', ['a']], ['.a.b[0].c', ['a', 'b', 0, 'c']], ["['a b'].液位", ['a b', '液位']], ['[10]', [10]]])('%s', (text, path) => { expect(steps(text)).toEqual(path); });
  it.each(['a', '.', '.a.', '..a', '[', '[-1]', '[1.5]', '[1234567]', "['a\\'b']", '.__proto__', '.a.constructor', "['prototype']", '.a '.repeat(1), `.a`.repeat(17), '.a[*]', '.a?'])('no path: %s', (text) => { expect(steps(text)).toBeNull(); });
  it('finds own content only, an index in arrays and a key in objects only', () => {
    const root = { a: [{ b: 1 }], '0': 'zero' };
    expect([at(root, ['a', 0, 'b']), at(root, ['a', '0']), at(root, [0]), at(root, ['a', 'length']), at(root, ['toString']), at(null, ['a']), at(root, [])]).toEqual([1, undefined, undefined, undefined, undefined, undefined, root]);
  });
  it('a place is `$` from the document or `@` beside the value', () => {
    expect([isPlace('$.a'), isPlace('@.a'), isPlace('$'), isPlace('a'), isPlace('@.__proto__')]).toEqual([true, true, false, false, false]);
  });
});
