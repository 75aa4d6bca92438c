import { atMoment, choose, emptyTrail, selectionOf, step, type Selection, type selectionContract, type Trail } from '#app/selection';
import type { Handlers } from '#kernel/contract';
import { ok } from '#kernel/result';

/** What each workstation looks at; it lives as long as the engine. `tell`: says a change to the windows of that workstation. */
export function selections(tell: (workstation: string, selection: Selection) => void): Handlers<typeof selectionContract> {
  const trails = new Map<string, Trail>();
  const of = (workstation: string): Trail => trails.get(workstation) ?? emptyTrail;
  function move(workstation: string, next: Trail): Selection {
    const selection = selectionOf(next);
    if (next !== of(workstation)) {
      trails.set(workstation, next);
      tell(workstation, selection);
    }
    return selection;
  }
  return {
    'selection.get': async (_input, { workstation }) => ok(selectionOf(of(workstation))),
    'selection.choose': async ({ what, by, look }, { workstation }) => ok(move(workstation, choose(of(workstation), what, by, look))),
    'selection.step': async ({ to, by }, { workstation }) => ok(move(workstation, step(of(workstation), to, by))),
    'selection.cursor': async ({ cursor, by }, { workstation }) => ok(move(workstation, atMoment(of(workstation), cursor, by))),
  };
}
