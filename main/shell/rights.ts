import { commissioning, type Permission } from '#kernel/session';

/** What every window of ours may whoever sits there: be a window, in the officer's language, and say how the engine stands. */
const always: readonly Permission[] = ['window.view', 'settings.view', 'health.view'];

/**
 * What each window may of the workstation itself: as the engine last said, which knows who is logged in. While the engine is down that stands. Before it ever said anything a window
 * may what the place may, or nobody could mend an engine that does not start; once it has, a window it has not spoken of yet may no more than be there.
 */
export function windowRights() {
  const known = new Map<number, readonly Permission[]>();
  let spoken = false;
  return {
    told(id: number, may: readonly Permission[]): void { spoken = true; known.set(id, [...new Set([...always, ...may])]); },
    of: (id: number): readonly Permission[] => known.get(id) ?? (spoken ? always : commissioning),
    gone(id: number): void { known.delete(id); },
  };
}
