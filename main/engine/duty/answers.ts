import { randomUUID } from 'node:crypto';
import { actOnSwap, calendarDays, changeDrafts, proposeSwap, tableFaults, tableOf, unitsOf, addDays, type DutyChange, type dutyContract, type SwapAct } from '#app/duty';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Session } from '#kernel/session';
import type { Changing } from './changing.ts';
import type { DutyParts } from './parts.ts';
import { exportSheets, importSheets } from './sheets.ts';
import type { Standing } from './standing.ts';
import { calendarView, dutyView, faultView, mayChange, rosterPerson, rosterView, swapView } from './views.ts';

type Answers = Handlers<typeof dutyContract>;
const outside = fail('outside-scope', { needs: 'duty.change' });
type SwapDone = ReturnType<typeof actOnSwap>;

/** Everything a window may ask about shifts and rosters. `folderFault`: what is wrong with the site's own table of shifts. */
export function dutyAnswers(standing: Standing, parts: DutyParts, changes: Changing, folderFault: () => Fault | null): Answers {
  const { clock, inTurn, record } = parts;
  const { judged, change } = changes;

  /** Of a person that is to be sealed, why it cannot be. */
  const sealable = (asked: DutyChange): Result<null, Fault> => (asked.do === 'put-person' ? parts.ready() : ok(null));
  const changeRoster: Answers['duty.change'] = ({ change: asked, despite }, session) => inTurn(async () => {
    const kept = standing.kept();
    if (!unitsOf(kept, asked).every((unit) => mayChange(session, unit))) return outside;
    const ready = sealable(asked);
    if (!ready.ok) return ready;
    const drafts = changeDrafts(kept, asked, parts.cipher);
    return drafts.ok ? change(drafts.value, despite, session.actor) : drafts;
  });

  /** Whoever acts on a swap is somebody: the roster's own, or one who may change it. */
  function swapDraft(act: SwapAct, session: Session, me: string | null): SwapDone {
    const duty = standing.duty();
    if (act.do === 'propose') return me === null ? fail('swap-not-yours') : proposeSwap(duty, { id: randomUUID(), give: act.give, by: act.by, take: act.take }, me, clock.now());
    const swap = standing.kept().swaps.get(act.id);
    if (swap === undefined || session.person === null) return fail('swap-not-yours');
    const leads = [swap.give, ...(swap.take === null ? [] : [swap.take])].every((t) => mayChange(session, t.unit));
    return actOnSwap(duty, swap, act.do, { person: me ?? session.person, leads }, clock.now());
  }
  const swapTurn: Answers['duty.swap'] = ({ act }, session) => inTurn(async () => {
    const me = rosterPerson(standing.duty(), parts.accounts(), session);
    const draft = swapDraft(act, session, me);
    if (!draft.ok) return draft;
    const swap = draft.value?.body.swap ?? (act.do === 'propose' ? undefined : standing.kept().swaps.get(act.id));
    if (draft.value !== null) {
      // what would be wrong once it holds is said before anybody agrees to it
      const stops = judged([{ ...draft.value, body: { ...draft.value.body, swap: { ...draft.value.body.swap, state: 'inForce' } } }]).find((f) => f.stops);
      if (stops !== undefined && (act.do === 'propose' || draft.value.body.swap.state === 'inForce')) return { ok: false, fault: stops.fault };
      const done = await record([draft.value], session.actor);
      if (!done.ok) return done;
    }
    return swap === undefined ? fail('swap-not-yours') : ok(swapView(standing.duty(), swap, session, me, clock.now()));
  });

  return {
    'duty.now': async () => ok(dutyView(standing.duty(), parts.accounts(), clock.now())),
    'duty.at': async ({ moment }) => ok(dutyView(standing.duty(), parts.accounts(), moment)),
    'duty.phone': ({ person }, { actor }) => inTurn(async () => {
      const known = standing.duty().person(person);
      if (known === undefined) return fail('duty-no-person', { person });
      const noted = await record([{ kind: 'personal.read', subject: person, body: { fields: ['name', 'phone'], for: 'duty' } }], actor);
      return noted.ok ? ok({ name: known.name, phone: known.phone }) : noted;
    }),
    'duty.calendar': async ({ from, until, unit }) => {
      const duty = standing.duty();
      const most = unit === undefined ? calendarDays.all : calendarDays.unit;
      if (from > until || until > addDays(from, most - 1)) return fail('duty-days', { from, until });
      if (unit !== undefined && duty.unit(unit) === undefined) return fail('duty-no-unit', { unit });
      const shifts = Array.from({ length: most }, (_, i) => addDays(from, i)).filter((day) => day <= until).flatMap((day) => duty.shifts.of(day));
      return ok(calendarView(duty, parts.accounts(), shifts, unit === undefined ? duty.roster.units.map((u) => u.id) : [unit]));
    },
    'duty.roster': async (_input, session) => ok(rosterView(standing.duty(), parts.accounts(), session, clock.now())),
    'duty.change': changeRoster,
    'duty.swap': swapTurn,
    'duty.import': (input, session) => importSheets(standing, changes, parts, input, session),
    'duty.export': (input, session) => exportSheets(standing, parts, input, session),
    'duty.shifts': async () => {
      const { shifts } = standing.kept();
      const fault = folderFault();
      return ok({ zone: parts.site().zone, table: tableOf(standing.kept()).map((p) => ({ from: p.from, shifts: p.shifts.map((s) => ({ ...s, name: { ...s.name } })) })), origin: shifts === null ? 'default' : shifts.digest === '' ? 'hand' : 'folder', fault: fault === null ? null : faultView(fault) });
    },
    'duty.shifts-change': ({ table }, session) => inTurn(async () => {
      if (!mayChange(session, 'park')) return outside;
      const wrong = tableFaults(standing.shifts(), table, clock.now());
      if (wrong.length > 0) return ok({ faults: wrong.slice(0, 500).map(faultView) });
      const draft = { kind: 'duty.shifts', subject: 'duty', body: { table, digest: '' } } as const;
      const stops = judged([draft]).filter((f) => f.stops);
      if (stops.length > 0) return ok({ faults: stops.slice(0, 500).map((f) => faultView(f.fault)) });
      const done = await record([draft], session.actor);
      return done.ok ? ok({ faults: [] }) : done;
    }),
  };
}
