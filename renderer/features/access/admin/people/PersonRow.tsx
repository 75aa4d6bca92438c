import { powersOfRole, type PersonView, type RoleTable } from '#app/access';
import { useNow } from '#kit/time';
import { useWords, type Words } from '#kit/words';
import { comma, lasting, roleName } from '../parts/naming.ts';

/** Which factors somebody has, as words. */
export const factorWords = (p: PersonView, words: Words): string => [...(p.totp ? [words.t('admin:totp')] : []), ...(p.key ? [words.t('admin:key')] : [])].join(' + ') || words.t('admin:no-factor');

/** How old a password is and when it ends, in words. `now`: epoch ms. */
export function passwordWords(p: PersonView, now: number, words: Words): string {
  if (p.passwordAt === null) return words.t('admin:no-password');
  const left = p.passwordUntil === null ? null : p.passwordUntil - now;
  if (left !== null && left <= 0) return words.t(p.temporary ? 'admin:temporary-over' : 'admin:password-over');
  if (p.temporary && left !== null) return words.t('admin:temporary', { left: lasting(left, words) });
  const age = words.t('admin:password-age', { age: lasting(now - p.passwordAt, words) });
  return left !== null && left < 7 * 86_400_000 ? `${age} · ${words.t('admin:password-left', { left: lasting(left, words) })}` : age;
}

/** Whoever holds one of the three powers has a second factor (ACC-65). */
const needsFactor = (p: PersonView, table: RoleTable): boolean => table.roles.some((r) => powersOfRole(r).length > 0 && p.given.some((g) => g.role === r.id));

export function PeopleHead() {
  const words = useWords();
  return <div className="person-row">{(['person', 'roles', 'factors', 'password', 'state'] as const).map((h) => <span key={h}>{words.t(`admin:head-${h}`)}</span>)}</div>;
}

/** What of her state is not as usual: closed, waiting; else how often she is logged in. */
function State({ p, listedAt }: { readonly p: PersonView; readonly listedAt: number }) {
  const words = useWords();
  const left = p.waitsMs - (useNow() - listedAt);
  if (p.closed) return <b>{words.t('admin:closed')}</b>;
  if (p.waitsMs > 0 && left > 0) return <b>{words.t('admin:waits', { left: lasting(left, words) })}</b>;
  return p.sessions === 0 ? <span className="dim">{words.t('admin:not-in')}</span> : <span>{words.t('admin:in', { n: p.sessions })}</span>;
}

/** One person in the list. `listedAt`: when it was as it says; epoch ms. */
export function PersonRow({ p, table, mine, listedAt }: { readonly p: PersonView; readonly table: RoleTable | null; readonly mine: boolean; readonly listedAt: number }) {
  const words = useWords();
  const now = useNow();
  const roles = [...new Set(p.given.map((g) => roleName(table?.roles.find((r) => r.id === g.role) ?? { id: g.role }, words)))];
  return (
    <div className="person-row" data-closed={p.closed}>
      <span className="cut"><b>{p.login}</b>{mine && <span className="dim"> {words.t('admin:you')}</span>}<br /><span className="dim">{p.name}</span></span>
      <span className="cut two" title={roles.join('\n')}>{roles.length === 0 ? <span className="dim">{words.t('admin:no-role')}</span> : roles.join(comma(words))}</span>
      <span className="cut" data-odd={!p.totp && !p.key && !p.closed && table !== null && needsFactor(p, table)}>{factorWords(p, words)}</span>
      <span className="cut two number" data-odd={p.passwordUntil !== null && p.passwordUntil < now}>{passwordWords(p, now, words)}</span>
      <span className="cut"><State p={p} listedAt={listedAt} /></span>
    </div>
  );
}
