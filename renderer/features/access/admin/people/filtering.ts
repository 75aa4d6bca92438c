import type { PersonView } from '#app/access';

/** Which people are listed. `weak`: without a second factor. */
export const peopleStates = ['open', 'waiting', 'weak', 'closed', 'all'] as const;
export type PeopleState = (typeof peopleStates)[number];

const isIn: Readonly<Record<PeopleState, (p: PersonView) => boolean>> = {
  open: (p) => !p.closed, waiting: (p) => !p.closed && p.waitsMs > 0, weak: (p) => !p.closed && !p.totp && !p.key, closed: (p) => p.closed, all: () => true,
};

/** Those who are looked for, by login. `text`: part of a login, a masked name, a role or an enterprise; `named`: what a role or an enterprise is called here. */
export function peopleLike(people: readonly PersonView[], text: string, state: PeopleState, named: (id: string) => string): readonly PersonView[] {
  const asked = text.trim().toLowerCase();
  const saying = (p: PersonView): string => [p.login, p.name, ...p.given.flatMap((g) => [g.role, named(g.role)]), ...(p.enterprise === null ? [] : [p.enterprise, named(p.enterprise)])].join('\n').toLowerCase();
  return people.filter((p) => isIn[state](p) && (asked === '' || saying(p).includes(asked))).toSorted((a, b) => (a.login < b.login ? -1 : 1));
}
