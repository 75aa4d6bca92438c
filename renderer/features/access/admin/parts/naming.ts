import type { Scope } from '#app/access';
import type { Fault } from '#kernel/result';
import type { Words } from '#kit/words';
import { siteTime } from '#kit/time';
import { zoneNamed } from '#app/duty';

/** An enterprise or an area of the park, to be chosen for a scope. */
export interface ParkPlace { readonly id: string; readonly kind: string; readonly name: { readonly zh: string; readonly en: string } }

/** What stands between the members of a list. */
export const comma = (words: Words): string => (words.language === 'zh-CN' ? '、' : ', ');

/** A role as people call it: its own name, or that of one of the house. */
export const roleName = (role: { readonly id: string; readonly name?: string | null }, words: Words): string => role.name ?? (words.has(`admin:role-${role.id}`) ? words.t(`admin:role-${role.id}`) : role.id);
/** A permission in words; one of a later programme stands as it is. */
export const permissionName = (p: string, words: Words): string => (words.has(`access:permission-${p}`) ? words.t(`access:permission-${p}`) : p);

/** A fault in words, with roles, powers and permissions as people call them. */
export function told(fault: Fault, words: Words): string {
  const power = (p: string): string => (words.has(`access:power-${p}`) ? words.t(`access:power-${p}`) : p);
  const named: Readonly<Record<string, (said: string) => string>> = { role: (id) => roleName({ id }, words), power, powers: (said) => said.split(', ').map(power).join(comma(words)), needs: (p) => permissionName(p, words) };
  return words.fault({ code: fault.code, params: Object.fromEntries(Object.entries(fault.params).map(([key, said]) => [key, typeof said === 'string' ? named[key]?.(said) ?? said : said])) });
}

/** Where a role counts, in words. */
export function scopeWords(scope: Scope, places: readonly ParkPlace[], words: Words): string {
  if (scope === 'everywhere') return words.t('admin:everywhere');
  const of = (id: string): string => { const p = places.find((x) => x.id === id); return p === undefined ? id : words.name(p.name); };
  const all = [...scope.enterprises, ...scope.areas].map(of);
  return all.length === 0 ? words.t('admin:nowhere') : all.join(comma(words));
}

/** A moment that was typed as the park's own wall time (`2026-11-20 18:30`), in epoch ms; null: it is none. */
export function wallTime(text: string, zone: string): number | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T]+(\d{2}:\d{2})$/.exec(text.normalize('NFKC').trim());
  const wall = parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2]}Z`);
  if (Number.isNaN(wall)) return null;
  const known = zoneNamed(zone);
  if (!known.ok) return wall;
  const near = wall - known.value.offsetAt(wall);
  return wall - known.value.offsetAt(near);
}
/** A moment as a field of wall time takes it. */
export const wallText = (at: number, zone: string): string => { const t = siteTime(zone); return `${t.day(at)} ${t.minute(at)}`; };

/** A length of time in the largest unit that is whole enough to be read at a glance. */
export function lasting(ms: number, words: Words): string {
  if (ms < 60_000) return words.t('admin:for-seconds', { n: Math.max(0, Math.ceil(ms / 1000)) });
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return words.t('admin:for-minutes', { n: minutes });
  return minutes < 48 * 60 ? words.t('admin:for-hours', { n: Math.round(minutes / 60) }) : words.t('admin:for-days', { n: Math.floor(minutes / 1440) });
}
