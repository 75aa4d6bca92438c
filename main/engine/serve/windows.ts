import type { PointValue, SourceView } from '#app/acquisition';
import type { AlarmView } from '#app/alarm';
import { engineContract } from '#app/contract';
import type { Health } from '#app/health';
import type { JournalLine } from '#app/journal';
import type { Wire } from '#kernel/contract';
import { serve, type Served } from '#kernel/serve';
import type { Session } from '#kernel/session';
import type { Clock, Stop } from '#kernel/time';
import { answers, type Desk } from './answers.ts';
import { selections } from './selections.ts';

/** How long what is said to a window is gathered, in ms: within one frame, so that a flood costs a message a frame and not one a change. */
const gatherMs = 16;

interface Open { readonly served: Served<typeof engineContract>; watched: ReadonlySet<string>; readonly workstation: string }

/** All windows that look at one engine: each has its own port, its own rights, and hears only the points it asked for. `check`: outputs are validated too. */
export function windows(desk: Desk, clock: Clock, crashed: (call: string, error: unknown) => void, check: boolean) {
  const open = new Set<Open>();
  const selecting = selections((workstation, selection) => { for (const w of open) if (w.workstation === workstation) w.served.say('selection.changed', selection); });
  return {
    open(wire: Wire, session: () => Session): Stop {
      const one: Open = {
        served: serve(engineContract, answers(desk, selecting, (points) => { one.watched = new Set(points); }), { wire, clock, session, crashed, check, gatherMs }),
        watched: new Set(),
        workstation: session().workstation,
      };
      open.add(one);
      return () => { open.delete(one); one.served.stop(); };
    },
    count: (): number => open.size,
    alarm(view: AlarmView): void { for (const w of open) w.served.say('alarm.changed', view); },
    line(line: JournalLine): void { for (const w of open) w.served.say('journal.appended', line); },
    source(view: SourceView): void { for (const w of open) w.served.say('source.changed', view, view.id); },
    health(health: Health): void { for (const w of open) w.served.say('health.changed', health); },
    mimic(id: string, revision: number): void { for (const w of open) w.served.say('mimic.changed', { id, revision }); },
    site(id: string): void { for (const w of open) w.served.say('site.changed', { id }); },
    /** Says the watched points that changed since they were last said; called a few times a second, so that a sample costs the windows nothing. */
    values(changed: (point: string) => PointValue | null): void {
      const seen = new Map<string, PointValue | null>();
      for (const w of open) for (const point of w.watched) {
        if (!seen.has(point)) seen.set(point, changed(point));
        const value = seen.get(point);
        if (value) w.served.say('point.latest', value, point);
      }
    },
  };
}
export type Windows = ReturnType<typeof windows>;
