import type { RoleTable } from '#app/access';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import { comma, permissionName, roleName, told } from '../parts/naming.ts';
import type { RoleEffect } from './draft.ts';

/** Everything a new table would do, in full words, before it is sent; and what forbids it. */
export function Effects({ effects, faults, stands }: { readonly effects: readonly RoleEffect[]; readonly faults: readonly Fault[]; readonly stands: RoleTable }) {
  const words = useWords();
  const list = (of: readonly string[]): string => of.map((p) => permissionName(p, words)).join(comma(words));
  return (
    <section className="effects" aria-label={words.t('admin:effects')}>
      <h2>{words.t('admin:effects')}</h2>
      {effects.length === 0 && <p className="dim">{words.t('admin:no-effects', { version: stands.version })}</p>}
      {effects.map((e) => (
        <div key={e.id} className="effect">
          <b>{e.renamedFrom === null ? roleName(e.role, words) : words.t('admin:effect-renamed', { from: roleName(e.renamedFrom, words), to: roleName(e.role, words) })}</b>
          {e.kind !== 'changed' && <span className="admin-tag">{words.t(`admin:effect-${e.kind}`)}</span>}
          {e.gains.length > 0 && <p>{words.t('admin:effect-gains', { what: list(e.gains) })}</p>}
          {e.loses.length > 0 && <p>{words.t('admin:effect-loses', { what: list(e.loses) })}</p>}
          <p className="dim">{e.holders.length === 0 ? words.t('admin:effect-nobody') : words.t('admin:effect-holders', { who: e.holders.join(comma(words)) })}</p>
        </div>
      ))}
      {faults.length > 0 && <div role="alert"><ul className="admin-faults">{faults.map((f, i) => <li key={i}>{told(f, words)}</li>)}</ul></div>}
    </section>
  );
}
