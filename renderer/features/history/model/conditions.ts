import type { Condition } from '#app/history';

export const conditionKinds = ['above', 'below', 'equals', 'bad', 'absent'] as const satisfies readonly Condition['is'][];
/** A condition as it is being written; `value` as it was typed. */
export interface Draft { readonly point: string; readonly is: Condition['is']; readonly value: string }
export const takesValue = (is: Condition['is']): boolean => is === 'above' || is === 'below' || is === 'equals';

/** The conditions that are written, or null while one of them is not whole. */
export function conditionsOf(drafts: readonly Draft[]): readonly Condition[] | null {
  const all = drafts.map((d): Condition | null => {
    if (!takesValue(d.is)) return { point: d.point, is: d.is };
    const value = Number(d.value.replace(',', '.'));
    return d.value.trim() === '' || !Number.isFinite(value) ? null : { point: d.point, is: d.is, value };
  });
  return all.length === 0 || all.includes(null) ? null : all.filter((c) => c !== null);
}
