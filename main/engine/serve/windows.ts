import { watching, type accessContract, type SeatView } from '#app/access';
import type { PointValue, SourceView } from '#app/acquisition';
import type { AlarmView } from '#app/alarm';
import type { Exporting, Verifying } from '#app/audit';
import { engineContract, type EngineContract } from '#app/contract';
import type { dutyContract } from '#app/duty';
import type { Health } from '#app/health';
import type { Annotation, historyContract } from '#app/history';
import type { JournalLine } from '#app/journal';
import type { Handlers, StreamValue, Wanted, Wire } from '#kernel/contract';
import { ok, type Result } from '#kernel/result';
import { serve, type Served } from '#kernel/serve';
import type { Permission, Session } from '#kernel/session';
import type { Clock, Stop } from '#kernel/time';
import { answers, type Desk } from './answers.ts';
import { selections } from './selections.ts';

/** How long what is said to a window is gathered, in ms: within one frame, so that a flood costs a message a frame and not one a change. */
const gatherMs = 16;

interface Open { readonly served: Served<EngineContract>; watched: ReadonlySet<string>; readonly workstation: string; readonly session: () => Session }

/** What windows hear of who is acting. */
export interface SeatTeller {
  /** To the windows of one seat, and to each no more than its own port may. */
  seat(id: string, view: SeatView): void;
  moved(what: StreamValue<typeof accessContract, 'access.moved'>['what']): void;
  consent(id: string): void;
}
/** What only looks: a page asks it again by itself, so it keeps no session open. */
const looks = (needs: Permission): boolean => watching.includes(needs) || needs.endsWith('.view');
type Answer = (input: never, session: Session, wanted?: Wanted) => Promise<Result<unknown>>;
/** The view of a seat as one port may have it: a browser at a desk may less than the desk's own windows. */
const ofPort = (view: SeatView, { may }: Session): SeatView => ({ ...view, may: view.may.filter((p) => may.has(p)) });
const isSeat = (value: unknown): value is SeatView => typeof value === 'object' && value !== null && 'seat' in value && 'may' in value;
/** The same answers for one port: whoever commands is heard of first, and a seat is told as the port may have it after the call. */
function ofOne(made: Handlers<EngineContract>, acted: (session: Session) => void, session: () => Session): Handlers<EngineContract> {
  const all: Record<string, Answer> = { ...made };
  for (const [name, { needs }] of Object.entries(engineContract.calls)) {
    const run = all[name];
    if (run === undefined) continue;
    if (!looks(needs)) all[name] = (input, who, wanted) => { acted(who); return run(input, who, wanted); };
    else if (name.startsWith('seat.')) all[name] = async (input, who) => { const done = await run(input, who); return done.ok && isSeat(done.value) ? ok(ofPort(done.value, session())) : done; };
  }
  return all as unknown as Handlers<EngineContract>;
}

/** All windows that look at one engine: each has its own port, its own rights, and hears only the points it asked for. `check`: outputs are validated too. */
export function windows(desk: Desk, clock: Clock, crashed: (call: string, error: unknown) => void, check: boolean) {
  const open = new Set<Open>();
  const selecting = selections((workstation, selection) => { for (const w of open) if (w.workstation === workstation) w.served.say('selection.changed', selection); });
  return {
    open(wire: Wire, session: () => Session): Stop {
      const one: Open = {
        served: serve(engineContract, ofOne(answers(desk, selecting, (points) => { one.watched = new Set(points); }), desk.acted, session), { wire, clock, session, crashed, check, gatherMs }),
        watched: new Set(),
        workstation: session().workstation, session,
      };
      open.add(one);
      return () => { open.delete(one); one.served.stop(); };
    },
    count: (): number => open.size,
    alarm(view: AlarmView): void { for (const w of open) w.served.say('alarm.changed', view); },
    line(line: JournalLine): void { for (const w of open) w.served.say('journal.appended', line); },
    source(view: SourceView): void { for (const w of open) w.served.say('source.changed', view, view.id); },
    health(health: Health): void { for (const w of open) w.served.say('health.changed', health); },
    seat(id: string, view: SeatView): void { for (const w of open) if (w.session().seat === id) w.served.say('seat.changed', ofPort(view, w.session())); },
    moved(what: Parameters<SeatTeller['moved']>[0]): void { for (const w of open) w.served.say('access.moved', { what }); },
    consent(id: string): void { for (const w of open) w.served.say('consent.changed', { id }); },
    verifying(value: Verifying): void { for (const w of open) w.served.say('audit.verifying', value); },
    exporting(value: Exporting): void { for (const w of open) w.served.say('audit.exporting', value); },
    duty(what: StreamValue<typeof dutyContract, 'duty.changed'>['what']): void { for (const w of open) w.served.say('duty.changed', { what }); },
    historyExporting(value: StreamValue<typeof historyContract, 'history.exporting'>): void { for (const w of open) w.served.say('history.exporting', value); },
    annotated(note: Annotation): void { for (const w of open) w.served.say('history.annotated', note); },
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
