import type { Brand } from './time.ts';

/** Everything a person may be allowed. Roles are sets of these; a call that needs anything else does not compile. */
export const permissions = [
  'alarm.view', 'alarm.acknowledge', 'alarm.confirm',
  'point.view', 'source.view', 'site.view', 'site.import', 'journal.view', 'health.view',
  'settings.view', 'settings.change', 'engine.restart',
  'mimic.view', 'mimic.change',
  'window.view', 'window.open', 'window.arrange',
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

/** Who is at the other end of a port, and at which workstation: known to whoever opened it, never told by what comes through it. */
export interface Session { readonly actor: Actor; readonly workstation: string; readonly node: NodeId; readonly realm: Realm; readonly may: ReadonlySet<Permission> }

/** Before accounts exist, the place answers for its people. */
export const unidentified = (workstation: string, node: NodeId, realm: Realm, may: readonly Permission[] = permissions): Session =>
  ({ actor: actor(`unidentified@${workstation}`), workstation, node, realm, may: new Set(may) });
