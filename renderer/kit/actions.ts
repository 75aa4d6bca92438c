/** Something that may be done here: menus, the key help and the keyboard are made from the list of these. `title`: a code of the catalogues. `keys`: as `KeyboardEvent.key` says, letters in lower case. */
export interface Action {
  readonly id: string;
  readonly title: `${string}:${string}`;
  readonly keys: readonly string[];
  allowed(): boolean;
  run(): void;
}

/** What the keyboard event must have; a held key (`repeat`) never acts, so that nobody acknowledges forty alarms by leaning on the desk. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat'>;

/** Keys that may be held: they only move. */
const held = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

/** The action that this key press means and that is allowed now, or null. */
export function meant(actions: readonly Action[], press: Press): Action | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.repeat && !held.has(key)) return null;
  return actions.find((a) => a.keys.includes(key) && a.allowed()) ?? null;
}

/** True where a key belongs to what has the focus: text fields always, buttons and the like for the two keys that press them. */
export function keyBelongsTo(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a[href], [role="switch"], summary') !== null;
}
