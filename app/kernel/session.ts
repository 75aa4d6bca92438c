import type { Brand } from './time.ts';

/** Everything a person may be allowed. Roles are sets of these; a call that needs anything else does not compile. */
export const permissions = [
  'alarm.view', 'alarm.acknowledge', 'alarm.confirm',
  'point.view', 'source.view', 'site.view', 'site.import', 'journal.view', 'health.view',
  'settings.view', 'settings.change', 'engine.restart',
  'mimic.view', 'mimic.change', 'history.annotate', 'history.export',
  'window.view', 'window.open', 'window.arrange',
  'session.begin', 'duty.view', 'duty.change',
  'person.view', 'person.change', 'person.recover', 'personal.view', 'role.view', 'role.change', 'policy.change', 'session.view', 'session.end', 'key.change', 'audit.view', 'audit.export',
] as const;
export type Permission = (typeof permissions)[number];

/** Who did it, as the journal keeps it: a person, `unidentified@<workstation>`, or `engine`. */
export type Actor = Brand<string, 'Actor'>;
export const actor = (s: string): Actor => s as Actor;
/** The engine's own acts. */
export const engineActor: Actor = actor('engine');

/** Which world the other end lives in. A window says so in its frame, and nobody may mistake one for another. */
export const realms = ['live', 'drill', 'replay'] as const;
export type Realm = (typeof realms)[number];

/** The machine that holds one data folder; a restored back-up is another node. */
export type NodeId = Brand<string, 'NodeId'>;
export const nodeId = (s: string): NodeId => s as NodeId;

/** What a right is asked for: null where the thing belongs to no enterprise, or stands in no area. Of what is the park's own, both. */
export interface Place { readonly enterprise: string | null; readonly area: string | null }

/**
 * Who is at the other end of a port, and at which workstation: known to whoever opened it, never told by what comes through it. `seat`: where somebody logs in; all windows
 * of a desk share one. `person`, `id`: who is logged in there, and her session; null: nobody is. `allows`: whether a right that is held counts for a place.
 */
export interface Session {
  readonly actor: Actor; readonly workstation: string; readonly node: NodeId; readonly realm: Realm; readonly may: ReadonlySet<Permission>;
  readonly seat: string; readonly person: string | null; readonly id: string | null;
  allows(needs: Permission, place: Place): boolean;
}

/** What needs a person who can be named: the three powers, people, what is personal. Nobody may it by being at a place. */
const ofPersons: ReadonlySet<Permission> = new Set<Permission>([
  'person.view', 'person.change', 'person.recover', 'personal.view', 'role.view', 'role.change', 'policy.change', 'session.view', 'session.end', 'key.change', 'audit.view', 'audit.export',
]);
/** What a workstation may before there are accounts (docs/administration.md): everything but what needs a person. */
export const commissioning: readonly Permission[] = permissions.filter((p) => !ofPersons.has(p));

/** Before accounts exist, the place answers for its people. */
export const unidentified = (workstation: string, node: NodeId, realm: Realm, may: readonly Permission[] = commissioning): Session => {
  const held = new Set(may);
  return { actor: actor(`unidentified@${workstation}`), workstation, node, realm, may: held, seat: `desk:${workstation}`, person: null, id: null, allows: (needs) => held.has(needs) };
};
