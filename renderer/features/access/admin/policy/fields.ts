import { Policy } from '#app/access';

/** How a figure of the policy is typed: as it is, or in a unit of time. */
export const units = { characters: 1, kinds: 1, times: 1, sessions: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
export type Unit = keyof typeof units;

/** A figure of the policy: where it stands in it, and in which unit it is typed. */
export interface PolicyField { readonly path: readonly string[]; readonly unit: Unit }
const field = (path: string, unit: Unit): PolicyField => ({ path: path.split('.'), unit });

/** The figures, by the group they are shown in. */
export const policyGroups = {
  password: [field('password.least', 'characters'), field('password.classes', 'kinds'), field('password.remembered', 'times'), field('password.oldestMs', 'days'), field('password.youngestMs', 'hours'), field('password.warnMs', 'days'), field('temporaryMs', 'hours')],
  lockout: [field('lockout.free', 'times'), field('lockout.waitsMs', 'seconds'), field('lockout.forgetMs', 'hours')],
  workstation: [field('workstation.free', 'times'), field('workstation.waitsMs', 'seconds'), field('workstation.forgetMs', 'minutes')],
  session: [field('session.idleMs', 'minutes'), field('session.longestMs', 'hours'), field('session.most', 'sessions')],
} as const satisfies Record<string, readonly PolicyField[]>;
export type PolicyGroup = keyof typeof policyGroups;
export const policyFields: readonly PolicyField[] = Object.values(policyGroups).flat();
export const nameOf = (f: PolicyField): string => f.path.join('.');

interface Numbers { readonly minValue?: number | null; readonly maxValue?: number | null; readonly element?: Numbers; readonly shape?: Readonly<Record<string, Numbers>> }
/** The least and the most that a figure may be, as the policy's own schema has it; of a list, of each of its members. In the unit of the field. */
export function boundsOf(f: PolicyField): { readonly least: number; readonly most: number } {
  let at: Numbers | undefined = Policy;
  for (const key of f.path) at = at?.shape?.[key];
  const of = at?.element ?? at;
  if (typeof of?.minValue !== 'number' || typeof of.maxValue !== 'number') throw new Error(`no bounds of ${nameOf(f)}`);
  return { least: of.minValue / units[f.unit], most: of.maxValue / units[f.unit] };
}
/** A figure in the largest unit in which it is whole, so that bounds can be read: 400 days, not 9600 hours. */
export function wholeIn(f: PolicyField, figure: number): { readonly n: number; readonly unit: Unit } {
  const ms = Math.round(figure * units[f.unit]);
  const unit = units[f.unit] === 1 || ms === 0 ? f.unit : (['days', 'hours', 'minutes', 'seconds'] as const).find((u) => ms % units[u] === 0 && ms > (u === 'days' ? units.days : 0)) ?? 'seconds';
  return { n: ms / units[unit], unit };
}
export const isList = (f: PolicyField): boolean => f.path.at(-1) === 'waitsMs';

const at = (policy: unknown, path: readonly string[]): unknown => path.reduce<unknown>((o, key) => (o as Record<string, unknown>)[key], policy);
const plain = (n: number): string => String(Number(n.toPrecision(9)));
/** The figures as they stand in their fields. */
export const typedOf = (policy: Policy): Readonly<Record<string, string>> =>
  Object.fromEntries(policyFields.map((f) => { const v = at(policy, f.path); return [nameOf(f), (Array.isArray(v) ? v as number[] : [v as number]).map((n) => plain(n / units[f.unit])).join(', ')]; }));

/** Why what stands in a field is no figure for it; null: it is one. */
export function wrongWith(f: PolicyField, text: string): 'number' | 'bounds' | 'grow' | null {
  const parts = (isList(f) ? text.split(/[,，、\s]+/u) : [text]).map((p) => p.trim()).filter((p) => p !== '');
  const numbers = parts.map(Number);
  if (numbers.length === 0 || numbers.some((n) => !Number.isFinite(n)) || (!isList(f) && numbers.length > 1) || (units[f.unit] === 1 && numbers.some((n) => !Number.isInteger(n)))) return 'number';
  const { least, most } = boundsOf(f);
  if (numbers.some((n) => n < least || n > most) || numbers.length > 20) return 'bounds';
  return numbers.some((n, i) => i > 0 && n < (numbers[i - 1] ?? 0)) ? 'grow' : null;
}

/** The policy that the fields say; only of fields with which nothing is wrong. */
export function policyOf(typed: Readonly<Record<string, string>>): unknown {
  const policy: Record<string, Record<string, unknown>> = {};
  for (const f of policyFields) {
    const numbers = (typed[nameOf(f)] ?? '').split(/[,，、\s]+/u).filter((p) => p !== '').map((p) => Math.round(Number(p) * units[f.unit]));
    const value = isList(f) ? numbers : numbers[0];
    const [group = '', key] = f.path;
    if (key === undefined) Object.assign(policy, { [group]: value });
    else policy[group] = { ...policy[group], [key]: value };
  }
  return policy;
}
