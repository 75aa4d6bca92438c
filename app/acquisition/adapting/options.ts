import { z, type ZodType } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import type { AdapterFault } from '../port.ts';

/** The name of a secret, as options write it in the secret's place. */
export const secretName = z.string().regex(/^secret:[A-Za-z0-9._-]{1,100}$/, 'secret:<name>');
/** A file under the folder of the node's certificates, which no `..` leaves. */
export const pkiFile = z.string().max(200).regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/, 'file under the node\'s certificates');

/** A field that does not go with the others, and why. */
export type Misfit = readonly [field: string, reason: string];

/** Checks what a site wrote for a source of this kind; `bad-options` names the first field that is wrong or unknown, else the one that `misfit` names. */
export function optionsOf<T>(kind: string, schema: ZodType<T>, raw: unknown, misfit: (options: T) => Misfit | null = () => null): Result<T, AdapterFault> {
  const bad = (field: string, reason: string): Result<T, AdapterFault> => fail('bad-options', { kind, field: field === '' ? 'options' : field, reason });
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return bad([...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].map(String).join('.'), issue?.message ?? '');
  }
  const wrong = misfit(parsed.data);
  return wrong === null ? ok(parsed.data) : bad(...wrong);
}

/** The first name that stands twice in a list, as a misfit of `<list>.<place>.<field>`. */
export function twiceIn(list: string, field: string, names: readonly string[]): Misfit | null {
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
  return twice === -1 ? null : [`${list}.${twice}.${field}`, `${names[twice]} twice`];
}
