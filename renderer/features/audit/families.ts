/** The kinds of event in the families by which an auditor looks for them; the beginnings of their names. */
const beginnings = {
  login: ['login.', 'session.', 'watch.', 'password.', 'factor.'], people: ['person.', 'personal.', 'role.', 'roles.', 'policy.', 'access.', 'consent.', 'key.'],
  alarm: ['alarm.'], configuration: ['site.', 'settings.', 'mimic.', 'profile.', 'duty.', 'source.config', 'source.misconfig'],
  engine: ['engine.', 'journal.', 'node.', 'clock.', 'process.', 'window.', 'shell.'], plant: ['source.', 'device.', 'point.', 'output.', 'history.'], audit: ['audit.'],
} as const;
export const families = Object.keys(beginnings) as readonly (keyof typeof beginnings)[];
export type Family = keyof typeof beginnings;

/** The event of every alarm; its sentences are those of what happened to it. */
const ofAlarms = 'alarm.changed';
/** The kinds of a family among those that the catalogues have a sentence for. A kind is in the first family that it fits. */
export function kindsOf(family: Family, known: Iterable<string>): readonly string[] {
  if (family === 'alarm') return [ofAlarms];
  const fits = (kind: string, of: Family): boolean => beginnings[of].some((start) => kind.startsWith(start));
  return [...known].filter((kind) => kind.includes('.') && families.find((of) => fits(kind, of)) === family);
}
