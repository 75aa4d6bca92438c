import type { Permission } from '#kernel/session';

/**
 * Something that may be done here: menus, the key help, the palette and the keyboard are made from the list of these. `title`: a code of the catalogues, `params` its places.
 * `keys`: as `KeyboardEvent.key` says, letters in lower case; with `Ctrl+`, `Alt+`, `Shift+` before it in this order (`Ctrl+Shift+1`: the key of that digit, whatever stands on it).
 * `needs`: the right it takes, where it takes one that not everybody has.
 */
export interface Action {
  readonly id: string;
  readonly title: `${string}:${string}`;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly keys: readonly string[];
  readonly needs?: Permission;
  allowed(): boolean;
  run(): void;
}

/** What the keyboard event must have; a held key (`repeat`) never acts, so that nobody acknowledges forty alarms by leaning on the desk. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat'> & Partial<Pick<KeyboardEvent, 'shiftKey' | 'code'>>;

/** Keys that may be held: they only move. */
const held = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Ctrl+ArrowLeft', 'Ctrl+ArrowRight', 'PageUp', 'PageDown', 'Home', 'End']);

/** True for keys that have the same name with Shift and without: letters, digits by their place, named keys. */
const shiftable = (name: string, digit: boolean): boolean => digit || name.length > 1 || name !== name.toUpperCase();

/** The name of what was pressed, as `keys` says it. Shift counts only beside Ctrl or Alt: alone it makes another letter. */
function chordOf({ key, ctrlKey, altKey, shiftKey = false, code = '' }: Press): string {
  const plain = key.length === 1 ? key.toLowerCase() : key;
  if (!ctrlKey && !altKey) return plain;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  const name = digit ?? plain;
  const shift = shiftKey && shiftable(name, digit !== undefined);
  return [ctrlKey && 'Ctrl+', altKey && 'Alt+', shift && 'Shift+', name].filter((part) => part !== false).join('');
}

/** The action that this key press means and that is allowed now, or null. */
export function meant(actions: readonly Action[], press: Press): Action | null {
  if (press.metaKey) return null;
  const key = chordOf(press);
  if (press.repeat && !held.has(key)) return null;
  return actions.find((a) => a.keys.includes(key) && a.allowed()) ?? null;
}

/** The same actions, of which those that nobody here has the right to only tell why. `may` is asked each time. */
export const gated = (actions: readonly Action[], may: (needs: Permission) => boolean, refuse: (needs: Permission) => void): readonly Action[] =>
  actions.map((a) => { const { needs } = a; return needs === undefined ? a : { ...a, run: () => { if (may(needs)) a.run(); else refuse(needs); } }; });

/** True where a key belongs to what has the focus: text fields always, buttons and the like for the two keys that press them. */
export function keyBelongsTo(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a[href], [role="switch"], summary') !== null;
}
