import { z } from 'zod';

type Shape = Readonly<Record<string, unknown>>;
const isShape = (v: unknown): v is Shape => typeof v === 'object' && v !== null && !Array.isArray(v);
/** Texts of which one fits almost every field there is. */
const texts = ['A-1', 'a', 'alpha', 'alarm.view', '2026-11-20', '08:30', '13800000000', '1f6c1e0a-3a53-4a62-9a44-d7a7d9a1f6aa', '0'.repeat(64), 'https://localhost/'];

/** Which part of a schema says what it may be: the first that is there. */
const first = (of: unknown, depth: number): unknown => fillings(of, depth + 1)[0];
const ofText = (of: Shape): readonly unknown[] => {
  const pattern = typeof of['pattern'] === 'string' ? new RegExp(of['pattern'], 'u') : null;
  return [...texts.filter((t) => pattern === null || pattern.test(t)), 'x'.repeat(Number(of['minLength'] ?? 1))];
};
const ofNumber = (of: Shape): readonly unknown[] => { const least = Number(of['minimum'] ?? of['exclusiveMinimum'] ?? 1); return [Math.max(least, 1), least + 1]; };
const ofList = (of: Shape, depth: number): readonly unknown[] =>
  [Array.isArray(of['prefixItems']) ? of['prefixItems'].map((s) => first(s, depth)) : Array.from({ length: Number(of['minItems'] ?? 0) }, () => first(of['items'], depth))];
function ofObject(of: Shape, depth: number): readonly unknown[] {
  const props = isShape(of['properties']) ? of['properties'] : {};
  const wanted = Array.isArray(of['required']) ? of['required'] as string[] : [];
  return [Object.fromEntries(wanted.map((name) => [name, first(props[name], depth)]))];
}
const byType: Readonly<Record<string, (of: Shape, depth: number) => readonly unknown[]>> = {
  string: ofText, number: ofNumber, integer: ofNumber, boolean: () => [false], null: () => [null], array: ofList, object: ofObject,
};

/** What a part of a JSON schema may be filled with, the likeliest first. */
function fillings(of: unknown, depth = 0): readonly unknown[] {
  if (!isShape(of) || depth > 12) return [{}];
  if ('const' in of) return [of['const']];
  if (Array.isArray(of['enum'])) return of['enum'];
  const some = of['anyOf'] ?? of['oneOf'];
  if (Array.isArray(some)) return some.flatMap((s) => fillings(s, depth + 1).slice(0, 2));
  if (Array.isArray(of['allOf'])) return [Object.assign({}, ...of['allOf'].map((s) => first(s, depth)))];
  return byType[String(of['type'])]?.(of, depth) ?? ['a', {}];
}

/** An input that a schema takes, made from the schema itself; null where none was found. */
export function sample(of: z.ZodType): { readonly input: unknown } | null {
  const shape = z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' });
  for (const input of fillings(shape)) if (of.safeParse(input).success) return { input };
  return null;
}
