import { answer, changeDraft, consentId, consentMs, propose, type Act, type Consent, type ConsentChange, type ConsentCommand, type ConsentId, type ConsentInput, type May, type Party, type PersonId } from '#app/access';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { actor, engineActor, type Actor } from '#kernel/session';
import { moment, type Stop } from '#kernel/time';
import type { AccessNote, AccessParts } from '../parts.ts';
import type { Done, Shown, TwoPersonTable } from './two-persons.ts';

/** How many may be open at once, in all and of one person: more is nothing that people can read. */
const most = { all: 50, ofOne: 5 } as const;
/** How long, and how many, that are over are still listed, so that who proposed them learns what came of them. */
const overMs = 600_000;
const mostOver = 50;
/** How long what was done waits to be written once more. */
const againMs = 10_000;

/** A consent and what was kept of its command. `endsAt`: epoch ms. `overAt`: by the clock that never jumps; null: it is open. */
export interface Kept { readonly consent: Consent; readonly endsAt: number; readonly overAt: number | null }
/** Who proves what: `proof` of the second person, for this consent, just now. `sees`: it has been before her at a desk where another is logged in. */
export type Answer = ConsentInput & { readonly sees?: boolean };
export interface ConsentKeeping {
  readonly parts: Pick<AccessParts, 'clock' | 'record' | 'inTurn' | 'realm'>;
  readonly commands: TwoPersonTable;
  /** Something of it is another one now. */
  readonly changed: (id: string) => void;
  readonly newId: () => string;
}
export interface Consents {
  list(): readonly Kept[];
  get(id: string): Result<Kept, Fault<'consent-unknown'>>;
  /** `may`: whether somebody may do something somewhere now. */
  propose(command: ConsentCommand, first: Party, by: Actor, may: May): Promise<Result<Kept>>;
  /** One input of a person; `shown`: what the act brought to light. */
  answer(id: string, input: Exclude<Answer, { type: 'expire' }>, may: May): Promise<Result<{ readonly kept: Kept; readonly shown: readonly Shown[] }>>;
  /** Nothing is open any more: the engine ends (docs/administration.md). */
  stop(): Promise<void>;
}

const isOpen = ({ consent: { state } }: Kept): boolean => state === 'proposed' || state === 'seen';

/** Keeps what is proposed until two have agreed, and does it once (ACC-70 to ACC-81). What it knows lives as long as the engine. */
export function consents({ parts, commands, changed, newId }: ConsentKeeping): Consents {
  const { clock, realm } = parts;
  const all = new Map<ConsentId, Kept>();
  const inputs = new Map<ConsentId, unknown>();
  const timers = new Map<ConsentId, Stop>();
  const waiting = new Set<Stop>();

  function put(consent: Consent, endsAt: number): Kept {
    const over = consent.state !== 'proposed' && consent.state !== 'seen';
    const kept: Kept = { consent, endsAt, overAt: over ? clock.mono() : null };
    all.set(consent.id, kept);
    if (over) { timers.get(consent.id)?.(); timers.delete(consent.id); inputs.delete(consent.id); }
    forget();
    changed(consent.id);
    return kept;
  }
  function forget(): void {
    const over = [...all.values()].filter((k) => k.overAt !== null);
    over.forEach((k, i) => { if (i < over.length - mostOver || clock.mono() - (k.overAt ?? 0) > overMs) all.delete(k.consent.id); });
  }
  function get(id: string): Result<Kept, Fault<'consent-unknown'>> {
    const kept = all.get(consentId(id));
    return kept === undefined ? fail('consent-unknown', { id }) : ok(kept);
  }
  const commandOf = ({ command }: Consent) => commands[command.call as ConsentCommand['call']];
  const wordOf = ({ code, params }: Fault) => ({ code: code.slice(0, 100), params: Object.fromEntries(Object.entries(params).map(([k, v]) => [k.slice(0, 40), typeof v === 'string' ? v.slice(0, 300) : v])) });

  /** Its time is over: it ends whether or not that can be recorded (ACC-72, ACC-77). */
  const expire = (id: ConsentId, ends = false): Promise<void> => parts.inTurn(async () => {
    const kept = all.get(id);
    if (kept === undefined || !isOpen(kept)) return;
    const change = answer(kept.consent, { type: 'expire' }, () => false, ends ? kept.consent.dueAt : clock.mono());
    if (!change.ok || change.value === null) return;
    const draft = changeDraft(change.value, null);
    put(change.value.consent, kept.endsAt);
    if (draft !== null) await parts.record([draft], engineActor);
  });

  /** What was done is written in the end: where that cannot be now, it is tried again until the engine stops. */
  async function noted(notes: readonly AccessNote[], by: Actor): Promise<void> {
    if (notes.length === 0 || (await parts.record(notes, by)).ok) return;
    const stop = clock.after(againMs, () => { waiting.delete(stop); void parts.inTurn(() => noted(notes, by)); });
    waiting.add(stop);
  }
  /** What two agreed to, after its commit: once, whatever comes of it. */
  async function run({ consent }: ConsentChange, act: Act, kept: unknown): Promise<Result<Done>> {
    try { return await commandOf(consent).run(kept as never, act.by); } catch (error) {
      await noted([{ kind: 'consent.failed', subject: consent.id, body: { call: act.call, fault: { code: 'crashed', params: { call: act.call } } } }], actor(act.by[0]));
      throw error;
    }
  }
  /** ACC-80: the act and what it writes in one append, then what it does; a commit that fails does nothing, and the proposal stays as it was. */
  async function done(change: ConsentChange, act: Act, before: Kept): Promise<Result<readonly Shown[]>> {
    const { id } = change.consent;
    const by = actor(act.by[0]);
    const input = inputs.get(id);
    const notes = await commandOf(change.consent).notes(input as never, act.by);
    if (!notes.ok) return notes;
    const draft = changeDraft(change, change.consent.second);
    const written = await parts.record([...(draft === null ? [] : [draft]), ...notes.value], by);
    if (!written.ok) return written;
    put(change.consent, before.endsAt);
    const out = await run(change, act, input);
    const after: readonly AccessNote[] = out.ok ? out.value.notes : [{ kind: 'consent.failed', subject: id, body: { call: act.call, fault: wordOf(out.fault) } }];
    await noted(after, by);
    return out.ok ? ok(out.value.shown) : out;
  }
  /** One row, recorded before it counts. */
  async function step(kept: Kept, input: ConsentInput & { readonly by: Party }, may: May): Promise<Result<{ readonly kept: Kept; readonly shown: readonly Shown[] }>> {
    const change = answer(kept.consent, input, may, clock.mono());
    if (!change.ok) return change;
    if (change.value === null) return ok({ kept, shown: [] });
    if (change.value.act !== null) {
      const out = await done(change.value, change.value.act, kept);
      return out.ok ? ok({ kept: all.get(kept.consent.id) ?? kept, shown: out.value }) : out;
    }
    const draft = changeDraft(change.value, input.by);
    const written = draft === null ? ok(null) : await parts.record([draft], actor(input.by.person));
    return written.ok ? ok({ kept: put(change.value.consent, kept.endsAt), shown: [] }) : written;
  }
  const openOf = (person: PersonId | null): number => [...all.values()].filter((k) => isOpen(k) && (person === null || k.consent.first.person === person)).length;

  return {
    list: () => { forget(); return [...all.values()]; },
    get,
    async propose(command, first, by, may) {
      const known = commands[command.call];
      const place = known.place(command as never);
      if (!may(first.person, known.needs, place)) return fail('consent-no-right', { needs: known.needs });
      const checked = await known.check(command as never, first.person);
      if (!checked.ok) return checked;
      return parts.inTurn(async () => {
        if (openOf(null) >= most.all || openOf(first.person) >= most.ofOne) return fail('consent-too-many', { most: most.ofOne });
        const words = known.words(checked.value);
        const now = moment(clock);
        const made = propose(consentId(newId()), { call: command.call, input: null, needs: known.needs, place, ...words }, first, realm, may, now);
        if (!made.ok) return made;
        const draft = { kind: 'consent.proposed' as const, subject: made.value.id, body: { call: command.call, what: { code: words.what.code, params: { ...words.what.params } }, whom: [...words.whom], needs: known.needs } };
        const written = await parts.record([draft], by);
        if (!written.ok) return written;
        const lasts = made.value.dueAt - now.mono;
        inputs.set(made.value.id, structuredClone(checked.value));
        timers.set(made.value.id, clock.after(Math.max(0, made.value.dueAt - clock.mono()), () => void expire(made.value.id)));
        return ok(put(made.value, now.now + Math.min(lasts, consentMs.most)));
      });
    },
    answer: (id, { sees = false, ...input }, may) => parts.inTurn(async () => {
      const kept = get(id);
      if (!kept.ok) return kept;
      if (!sees || input.type !== 'agree') return step(kept.value, input, may);
      const seen = await step(kept.value, { type: 'see', by: input.by, realm: input.realm }, may);
      return seen.ok ? step(seen.value.kept, input, may) : seen;
    }),
    async stop() {
      for (const stop of [...timers.values(), ...waiting]) stop();
      await Promise.all([...all.values()].filter(isOpen).map(({ consent }) => expire(consent.id, true)));
    },
  };
}
