import { allows, firstRoles, rightsOf, RoleId, type Given, type Place } from '#app/access';
import { permissions } from '#kernel/session';
import { percentiles, row, type Row } from '../report.ts';

const scoped = (n: number): Given['scope'] => ({ enterprises: Array.from({ length: n }, (_, i) => `E-${i}`), areas: Array.from({ length: n }, (_, i) => `A-${i}`) });
const given = (role: string, scope: Given['scope']): Given => ({ role: RoleId.parse(role), scope, until: null });
/** Rights as different as a park has them: everywhere, of one enterprise, of all sixty. */
const posts: readonly (readonly Given[])[] = [
  [given('duty-officer', 'everywhere')], [given('enterprise-safety', scoped(1))], [given('enterprise-safety', scoped(60)), given('engineer', scoped(20))], [given('system-administrator', 'everywhere'), given('duty-leader', 'everywhere')],
];

/** What one question costs, in microseconds: every permission, at many places, of every post. */
export function permissionCheck(): readonly Row[] {
  const rights = posts.map((g) => rightsOf(firstRoles, g, 0));
  const places: readonly Place[] = Array.from({ length: 64 }, (_, i) => ({ enterprise: i % 3 === 0 ? null : `E-${i}`, area: i % 5 === 0 ? null : `A-${i}` }));
  const batches: number[] = [];
  let yes = 0;
  for (let turn = 0; turn < 200; turn++) {
    const start = performance.now();
    let n = 0;
    for (const r of rights) for (const p of permissions) for (const place of places) { if (allows(r, p, place)) yes++; n++; }
    batches.push(((performance.now() - start) * 1000) / n);
  }
  const start = performance.now();
  for (let i = 0; i < 1000; i++) for (const g of posts) rightsOf(firstRoles, g, i);
  return [...percentiles('identity', 'permission check', batches.slice(20), 'us', '<= 2'), row('identity', 'permission check allowed', yes, 'times'), row('identity', 'rights of one person', ((performance.now() - start) * 1000) / (1000 * posts.length), 'us')];
}
