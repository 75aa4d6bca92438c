import type { PointId, PointType } from '#app/park';
import type { Fault } from '#kernel/result';

/** What can be wrong with an expression; `at` in its params: the letter, from 1, where it is. */
export const calculationFaultCodes = [
  'expression-too-long', 'expression-syntax', 'expression-too-deep', 'expression-construct', 'unknown-function', 'wrong-arguments', 'unknown-input', 'text-in-expression', 'bad-span-of-time', 'point-expected',
  'total-needs-unit', 'expression-without-point', 'points-in-circle', 'derived-text', 'derived-untreated',
] as const;
export type CalculationFaultCode = (typeof calculationFaultCodes)[number];
export type CalculationFault = Fault<CalculationFaultCode>;

export const binaryOperators = ['+', '-', '*', '/', '%', '<', '<=', '>', '>=', '==', '!=', '&&', '||'] as const;
export type BinaryOperator = (typeof binaryOperators)[number];
export const unaryOperators = ['-', '+', '!'] as const;
export type UnaryOperator = (typeof unaryOperators)[number];

/** Functions that remember (CAL-20..). `window`: over a stretch of time, `tally`: since they began. */
export const tallies = ['total', 'runHours', 'count', 'onFor'] as const;
export const windows = ['avg', 'min', 'max', 'rate', 'delta'] as const;
export type OverTime = (typeof tallies)[number] | (typeof windows)[number] | 'prev';

/** An expression that was read and checked: a tree of what is reckoned. `text` of what remembers: how it was written, which is the name of its memory. `ms`: of a window its length, of a total the unit of time; `perMs`: of a rate. */
export type Term =
  | { readonly t: 'number'; readonly value: number }
  | { readonly t: 'point'; readonly point: PointId }
  | { readonly t: 'good'; readonly point: PointId }
  | { readonly t: 'unary'; readonly op: UnaryOperator; readonly of: Term }
  | { readonly t: 'binary'; readonly op: BinaryOperator; readonly left: Term; readonly right: Term }
  | { readonly t: 'choose'; readonly test: Term; readonly yes: Term; readonly no: Term }
  | { readonly t: 'call'; readonly name: string; readonly args: readonly Term[] }
  | { readonly t: 'over'; readonly fn: OverTime; readonly of: Term; readonly ms: number; readonly perMs: number; readonly text: string };

export interface Expression { readonly root: Term; readonly points: readonly PointId[]; readonly isOverTime: boolean }

/** What an expression may know of a point of its site. */
export interface KnownPoint { readonly type: PointType; readonly unit: string }
export type Know = (id: string) => KnownPoint | null;
