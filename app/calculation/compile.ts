import type { PointId } from '#app/park';
import { choose, plainFunctions } from './functions.ts';
import { memoryOf, type Memory } from './over/memory.ts';
import type { Frame, Reckon } from './program.ts';
import { CalculationStatus, hasNoValue, isLost, worse } from './status.ts';
import type { BinaryOperator, Expression, Term } from './term.ts';

/** What one memory keeps, under how its function is written. */
export type KeptMemory = readonly [text: string, numbers: readonly number[]];
/** An expression that can be reckoned again and again, without making anything. `value`, `status`: what came of it last. */
export interface Program {
  readonly isOverTime: boolean;
  value: number;
  status: number;
  run(c: Frame): void;
  kept(): readonly KeptMemory[];
  restore(kept: readonly KeptMemory[]): void;
}

const truth = (b: boolean): number => (b ? 1 : 0);
type Both = (a: number, b: number) => number;
const finite = (x: number): number => (Number.isFinite(x) ? x : NaN);
/** Of two values that are known; a division by nothing is no value. */
const plain: Readonly<Record<Exclude<BinaryOperator, '&&' | '||'>, Both>> = {
  '+': (a, b) => finite(a + b), '-': (a, b) => finite(a - b), '*': (a, b) => finite(a * b), '/': (a, b) => finite(a / b), '%': (a, b) => finite(a % b),
  '<': (a, b) => truth(a < b), '<=': (a, b) => truth(a <= b), '>': (a, b) => truth(a > b), '>=': (a, b) => truth(a >= b), '==': (a, b) => truth(a === b), '!=': (a, b) => truth(a !== b),
};
/** CAL-11: what one side decides alone does not wait for the other: false and unknown is false, true or unknown is true. */
function logic(decides: 0 | 1, left: Reckon, right: Reckon): Reckon {
  return (c) => {
    const before = c.worst;
    c.worst = 0;
    const a = left(c);
    const ofLeft = c.worst;
    if (!Number.isNaN(a) && truth(a !== 0) === decides) { c.worst = worse(before, ofLeft); return decides; }
    c.worst = 0;
    const b = right(c);
    if (!Number.isNaN(b) && truth(b !== 0) === decides) { c.worst = worse(before, c.worst); return decides; }
    c.worst = worse(worse(before, ofLeft), c.worst);
    return Number.isNaN(a) || Number.isNaN(b) ? NaN : 1 - decides;
  };
}
function both(op: BinaryOperator, left: Reckon, right: Reckon): Reckon {
  if (op === '&&') return logic(0, left, right);
  if (op === '||') return logic(1, left, right);
  const f = plain[op];
  return (c) => { const a = left(c); const b = right(c); return Number.isNaN(a) || Number.isNaN(b) ? NaN : f(a, b); };
}

/** Makes a program of an expression. `slotOf`: where a point stands in the columns of the frame. */
export function compile({ root, isOverTime }: Expression, slotOf: (point: PointId) => number): Program {
  const memories = new Map<string, { readonly memory: Memory; readonly of: Reckon }>();

  /** Inner ones come before outer ones, so that each is told before it is asked. */
  function remembering(term: Term & { readonly t: 'over' }): Reckon {
    const of = reckon(term.of);
    const own = memories.get(term.text) ?? { memory: memoryOf(term, term.of.t === 'point' ? slotOf(term.of.point) : -1), of };
    memories.set(term.text, own);
    return (c) => { c.worst = worse(c.worst, own.memory.status); return own.memory.value; };
  }
  function reckon(term: Term): Reckon {
    switch (term.t) {
      case 'number': { const { value } = term; return () => value; }
      case 'point': { const slot = slotOf(term.point); return (c) => { c.worst = worse(c.worst, c.status[slot]!); return c.value[slot]!; }; }
      case 'good': { const slot = slotOf(term.point); return (c) => truth(c.status[slot]! >>> 30 === 0); }
      case 'unary': { const of = reckon(term.of); return term.op === '+' ? of : term.op === '-' ? (c) => 0 - of(c) : (c) => { const v = of(c); return Number.isNaN(v) ? NaN : truth(v === 0); }; }
      case 'binary': return both(term.op, reckon(term.left), reckon(term.right));
      case 'choose': return choose(reckon(term.test), reckon(term.yes), reckon(term.no));
      case 'call': return plainFunctions[term.name]!.make(term.args.map(reckon));
      case 'over': return remembering(term);
    }
  }
  const whole = reckon(root);
  const told = [...memories.values()];

  return {
    isOverTime, value: NaN, status: CalculationStatus.waiting,
    run(c) {
      for (const { memory, of } of told) {
        c.worst = 0;
        const v = of(c);
        memory.hear(v, ended(v, c.worst), c);
      }
      c.worst = 0;
      const value = whole(c);
      this.status = ended(value, c.worst);
      this.value = isLost(this.status) ? NaN : value;
    },
    kept: () => [...memories].flatMap(([text, { memory }]): KeptMemory[] => { const numbers = memory.kept(); return numbers === null || !numbers.every(Number.isFinite) ? [] : [[text, numbers]]; }),
    restore(kept) { for (const [text, numbers] of kept) memories.get(text)?.memory.restore(numbers); },
  };
}
/** CAL-13: inputs that have values and a result that is none is the calculation's own fault. */
const ended = (value: number, worst: number): number => (Number.isNaN(value) && !hasNoValue(worst) ? CalculationStatus.notComputable : worst);
