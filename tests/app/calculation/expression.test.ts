import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExpression } from '#app/calculation';
import { know, names, value, wrong } from './reckon.ts';

describe('what may be written', () => {
  it('CAL-02: numbers, points in quotes, operators by their rank, a choice, brackets, calls', () => {
    for (const [text, is] of [
      ["'A' * 0.9 + 'B'", 11], ["'A' + 'B' * 2", 14], ["('A' + 'B') * 2", 24], ["-'A' + +'B'", -8], ["'A' - 'B' - 1", 7], ["'A' / 'B' / 5", 1], ["'A' % 4", 2], ['"A" * 1e1', 100],
      ["'A' > 'B'", 1], ["'A' <= 'B'", 0], ["'A' == 10 && 'B' != 10", 1], ["!'A' || 'B' > 1", 1], ["'A' > 5 ? 'B' : 7", 2], ["'A' > 50 ? 1 : 'B' > 1 ? 2 : 3", 2], ["true + 'A'", 11],
      ["min('A', 'B', 1)", 1], ["max('A', 'B')", 10], ["abs(0 - 'A')", 10], ["sqrt('A' + 6)", 4], ["pow('B', 10)", 1024], ["round('A' / 3)", 3], ["round('A' / 3, 2)", 3.33], ["round(1.005 * 'B' / 2, 2)", 1.01],
      ["round(0 - 2.5 * 'B' / 2)", -3], ["clamp('A', 0, 5)", 5], ["if('A' > 5, 'B', 0)", 2], ["avg('A', 'B')", 6], ["sum('A', 'B', 3)", 15], ["first('A', 'B')", 10], ["good('A') + good('W')", 1], ["avg('A', 'B', 'A')", 22 / 3],
    ] as const) expect([text, value(text, { A: 10, B: 2 })]).toEqual([text, is]);
  });

  it('CAL-02: nothing else is let through, and the letter is said where it stands', () => {
    for (const [text, at] of [
      ["'A'.length", 'expression-construct@1'], ["'A'['length']", 'expression-construct@1'], ["['A']", 'expression-construct@1'], ['this', 'expression-construct@1'], ["A + 'B'", 'expression-construct@1'], ["'A' + foo", 'expression-construct@7'],
      ["'A' ** 2", 'expression-construct@1'], ["'A' | 1", 'expression-construct@1'], ["~'A'", 'expression-construct@1'], ["'A' ?? 1", 'expression-construct@1'], ["'A' === 1", 'expression-construct@1'], ["'A' + null", 'expression-construct@7'],
      ["'A'; 'B'", 'expression-syntax@4'], ["'A' 'B'", 'expression-syntax@5'], ["'A',", 'expression-syntax@4'], [", 'A'", 'expression-syntax@1'], ["('A', 'B')", 'expression-syntax@5'], ["'A' +", 'expression-syntax@6'], ["('A'", 'expression-syntax@5'],
      ["'A", 'expression-syntax@3'], ['', 'expression-syntax@1'], ["'A' = 1", 'expression-syntax@5'], ["min('A' 'B')", 'expression-syntax@9'], ["a.min('A')", 'expression-construct@1'], ["min('A')('B')", 'expression-construct@1'], ["'A'()", 'expression-construct@1'],
      ["constructor('A')", 'unknown-function@1'], ["'A' + __proto__('A')", 'unknown-function@7'], ["toString('A')", 'unknown-function@1'], ["eval('A')", 'unknown-function@1'], ["hasOwnProperty('A')", 'unknown-function@1'],
    ] as const) expect([text, wrong(text)]).toEqual([text, [at]]);
  });

  it('CAL-01: all mistakes of one expression at once', () => {
    expect(wrong("'X' + mni('A') + avg('A', '10y') + 'W'")).toEqual(['unknown-input@1', 'unknown-function@7', 'bad-span-of-time@27', 'text-in-expression@36']);
    expect(wrong("mni('X', 'W')")).toEqual(['unknown-function@1', 'unknown-input@5', 'text-in-expression@10']);
  });

  it('CAL-03: a call has the arguments of its function', () => {
    for (const text of ["abs('A', 'B')", 'min()', "clamp('A', 1)", "if('A')", "good('A', 'B')", "total('F', 'h', 1)", "rate('A')", "delta('A', '1h', '1h')", "runHours('D', 1)", `max(${Array.from({ length: 101 }, () => "'A'").join()})`])
      expect([text, wrong(text)]).toEqual([text, ['wrong-arguments@1']]);
  });

  it('CAL-04: at most so long and so deep, whatever stands in it', () => {
    expect(wrong(`'A'${' '.repeat(998)}`)).toEqual(['expression-too-long@1001']);
    expect(wrong(`${'('.repeat(400)}'A'${')'.repeat(400)}`)).toEqual([]);
    expect(wrong(`${'-'.repeat(98)}'A'`)).toEqual([]);
    expect(wrong(`${'-'.repeat(400)}'A'`)).toEqual(['expression-too-deep@101']);
    for (const open of ['(', '!', 'abs(', '1+(', '0?', '[', "'A'["]) expect(() => wrong(open.repeat(999 / open.length))).not.toThrow();
  });

  it('CAL-05 CAL-06: a point that is not there, or has words, or none at all', () => {
    const read = readExpression("'AA' + 1", know, names);
    expect(read.ok ? null : read.faults).toEqual([{ code: 'unknown-input', params: { at: 1, id: 'AA', nearest: 'A' } }]);
    expect([wrong("'W' + 1"), wrong("good('W') + 'A'"), wrong("'A' == 'W'"), wrong("prev('W')"), wrong('1 + 2'), wrong('if(1, 2, 3)')])
      .toEqual([['text-in-expression@1'], [], ['text-in-expression@8'], ['text-in-expression@6'], ['expression-without-point@1'], ['expression-without-point@1']]);
    expect([wrong("good('A' + 1)"), wrong('prev(1)'), wrong("good('X')")]).toEqual([['point-expected@6'], ['point-expected@6'], ['unknown-input@6']]);
  });

  it('CAL-07: spans and units of time', () => {
    for (const span of ['1s', '10m', '10min', '1.5h', '31d', '90 s']) expect([span, wrong(`avg('A', '${span}')`)]).toEqual([span, []]);
    for (const span of ['10', '10x', '0s', '0.5s', '32d', '1H', '10ms']) expect([span, wrong(`rate('A', '${span}')`)]).toEqual([span, ['bad-span-of-time@11']]);
    expect([wrong("delta('A', 10)"), wrong("rate('A', 'B')"), wrong("avg('A', '10y')")]).toEqual([['bad-span-of-time@12'], ['bad-span-of-time@11'], ['bad-span-of-time@10']]);
    expect([wrong("total('F')"), wrong("total('A')"), wrong("total('A', 'h')"), wrong("total('F' / 2)"), wrong("total('F' / 2, 'h')"), wrong("total('F', '1h')")])
      .toEqual([[], ['total-needs-unit@1'], [], ['total-needs-unit@1'], [], ['bad-span-of-time@12']]);
  });

  it('any text at all is read or refused with a place in it, and never throws', () => {
    const part = fc.constantFrom("'A'", "'X'", '"B"', '1', '.5', '1e', '+', '-', '*', '/', '%', '(', ')', '[', ']', ',', ';', '?', ':', '&&', '||', '!', '==', '=', '.', 'min', 'total', 'avg', 'good', "'10m'", "'", '\\', ' ', '\n', '__proto__', '\u0000', '罐');
    fc.assert(fc.property(fc.oneof(fc.array(part, { maxLength: 40 }).map((p) => p.join('')), fc.string({ maxLength: 60 })), (text) => {
      const read = readExpression(text, know, names);
      if (read.ok) { expect(read.value.points.length).toBeGreaterThan(0); return; }
      for (const { params } of read.faults) { expect(params['at']).toBeGreaterThanOrEqual(1); expect(params['at']).toBeLessThanOrEqual(text.length + 1); }
    }), { seed: 6, numRuns: 2000 });
  });

  it('arithmetic is that of the language it looks like', () => {
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof({ depthSize: 'small' },
        fc.constantFrom("'A'", "'B'", "'C'"), fc.integer({ min: 0, max: 20 }).map(String),
        fc.tuple(fc.constantFrom('+', '-', '*', '/', '%'), tie('tree'), tie('tree')).map(([op, l, r]) => `${l} ${op} ${r}`),
        fc.tuple(fc.constantFrom('+', '-', '*', '/'), tie('tree'), tie('tree')).map(([op, l, r]) => `(${l}) ${op} (${r})`),
        fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '=='), tie('tree'), tie('tree'), tie('tree'), tie('tree')).map(([op, l, r, y, n]) => `(${l} ${op} ${r} ? ${y} : ${n})`)),
    }));
    fc.assert(fc.property(tree, fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -50, max: 50 }))), (ours, [A, B, C]) => {
      const text = `${ours} + 0 * 'A'`;
      if (text.length > 1000) return;
      const is = runInNewContext(text.replaceAll("'", ''), { A, B, C }) as number;
      const got = value(text, { A: A!, B: B!, C: C! });
      if (Number.isFinite(is) && Number.isFinite(got)) expect(got).toBeCloseTo(is, 6);
      if (!text.includes('/') && !text.includes('%')) expect(Number.isFinite(got)).toBe(true);
    }), { seed: 6, numRuns: 1000 });
  });
});
