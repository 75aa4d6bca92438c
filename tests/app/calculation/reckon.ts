import { CalculationStatus, carried, compile, readExpression, type Frame, type Know, type Program } from '#app/calculation';
import type { PointId } from '#app/park';

/** Points of the tests by their names: A, B, C analog; D digital; W words; F flows in m³/h. */
export const know: Know = (id) => ({ A: { type: 'analog', unit: '%' }, B: { type: 'analog', unit: '%' }, C: { type: 'analog', unit: '' }, D: { type: 'digital', unit: '' }, W: { type: 'text', unit: '' }, F: { type: 'analog', unit: 'm³/h' } } as const)[id] ?? null;
export const names = ['A', 'B', 'C', 'D', 'W', 'F'];

/** What is wrong with a text: codes with the letter where. */
export function wrong(text: string): readonly string[] {
  const read = readExpression(text, know, names);
  return read.ok ? [] : read.faults.map(({ code, params }) => `${code}@${params['at'] ?? ''}`);
}

/** A program with its inputs; `run` after so many ms. */
export function bench(text: string) {
  const read = readExpression(text, know, names);
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.faults)}`);
  const slot = (id: PointId): number => names.indexOf(id);
  const frame: Frame = { value: new Float64Array(names.length).fill(NaN), status: new Uint32Array(names.length).fill(CalculationStatus.waiting), heard: new Float64Array(names.length), worst: 0, dt: 0 };
  const make = (): Program => compile(read.value, slot);
  let program = make();
  return {
    expression: read.value,
    set(id: string, v: number | null, status = 0): void {
      const i = names.indexOf(id);
      frame.status[i] = carried(status, v !== null);
      frame.value[i] = v === null || status >>> 31 === 1 ? NaN : v;
      frame.heard[i]!++;
    },
    run(dt = 0): { readonly value: number; readonly status: number } {
      frame.dt = dt;
      program.run(frame);
      return { value: program.value, status: program.status };
    },
    /** As after a restart. */
    again(): void { const kept = structuredClone(program.kept()); program = make(); program.restore(kept); },
    kept: () => program.kept(),
  };
}
/** The value of a text with these inputs, all good. */
export function value(text: string, inputs: Readonly<Record<string, number>>): number {
  const b = bench(text);
  for (const [id, v] of Object.entries(inputs)) b.set(id, v);
  return b.run().value;
}
