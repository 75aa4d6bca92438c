import type { Table } from '#kernel/machine';

export type KeyState = 'active' | 'retired' | 'destroyed';
export type KeyEvent = 'rotate' | 'destroy';

/** One version of a key: new text is sealed under the active one, old text opens with a retired one, and nothing opens with a destroyed one (S0c-341). */
// prettier-ignore
export const keyTable = {
  active: {
    rotate:  { rule: 'ACC-26', to: 'retired' },
    destroy: { illegal: 'a key in use is rotated first' },
  },
  retired: {
    rotate:  'ignore',
    destroy: { rule: 'ACC-27', to: 'destroyed' },
  },
  destroyed: {
    rotate:  'ignore',
    destroy: 'ignore',
  },
} as const satisfies Table<KeyState, KeyEvent, never, never>;
