import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, changeDraft, consentEvents, consentId, consentMs, personId, propose, proposedDraft, type Act, type Command, type Consent, type ConsentInput, type May, type Party } from '#app/access';
import { epochMs, monoMs } from '#kernel/time';

const party = (person: string, workstation = 'desk-1'): Party => ({ person: personId(person), session: `s-${person}`, workstation });
const [li, wang, zhao] = [party('li'), party('wang', 'desk-2'), party('zhao')];
const stop: Command = { call: 'source.quarantine', input: { source: 'S-1', why: 'mad' }, needs: 'site.import', place: { enterprise: null, area: null }, what: { code: 'confirm:quarantine', params: { source: 'S-1' } }, whom: ['S-1', '412 points of E-1'] };
const all: May = () => true;
const only = (...names: string[]): May => (person) => names.includes(person);
const at = (ms: number) => ({ now: epochMs(1_700_000_000_000 + ms), mono: monoMs(1000 + ms) });
const mono = (ms: number) => at(ms).mono;
function proposal(may: May = all, forMs?: number): Consent {
  const out = propose(consentId('c-1'), stop, li, 'live', may, at(0), forMs);
  if (!out.ok) throw new Error(out.fault.code);
  return out.value;
}
const see = (by: Party): ConsentInput => ({ type: 'see', by, realm: 'live' });
const refuse = (by: Party): ConsentInput => ({ type: 'refuse', by, realm: 'live' });
const agree = (by: Party, of = by.person, consent = consentId('c-1')): ConsentInput => ({ type: 'agree', by, realm: 'live', proof: { person: of, purpose: consent, factor: 'totp' } });
const withdraw = (by: Party): ConsentInput => ({ type: 'withdraw', by });
const expire: ConsentInput = { type: 'expire' };

/** Inputs one second apart: the rule of each, `-` for nothing, or the fault; `!` where it acts; and where it ends. */
function tell(inputs: readonly ConsentInput[], may: May = all, stepMs = 1000): { readonly said: string; readonly acts: readonly Act[]; readonly last: Consent } {
  let [last, said, acts]: [Consent, string[], Act[]] = [proposal(), [], []];
  inputs.forEach((input, i) => {
    const out = answer(last, input, may, mono((i + 1) * stepMs));
    if (!out.ok) { said.push(out.fault.code); return; }
    if (out.value === null) { said.push('-'); return; }
    last = out.value.consent;
    if (out.value.act !== null) acts.push(out.value.act);
    said.push(out.value.rule + (out.value.act === null ? '' : '!'));
  });
  return { said: `${said.join(' ')} ${last.state}`, acts, last };
}

describe('two persons', () => {
  const stories: readonly [string, readonly ConsentInput[], string][] = [
    ['seen and agreed to', [see(wang), agree(wang)], 'ACC-70 ACC-73! agreed'],
    ['at the same desk, by another', [see(zhao), agree(zhao)], 'ACC-70 ACC-73! agreed'],
    ['seen twice by one is seen once; by a further one she may be the second', [see(wang), see(wang), see(zhao), agree(zhao)], 'ACC-70 - ACC-75 ACC-73! agreed'],
    ['refused unseen', [refuse(wang)], 'ACC-71 refused'], ['refused when seen', [see(wang), refuse(wang)], 'ACC-70 ACC-76 refused'],
    ['withdrawn unseen', [withdraw(li)], 'ACC-74 withdrawn'], ['withdrawn when seen', [see(wang), withdraw(li)], 'ACC-70 ACC-78 withdrawn'],
    ['nobody is his own second', [see(li), agree(li), refuse(li)], 'consent-same-person consent-unseen consent-same-person proposed'],
    ['nor after another has seen it', [see(wang), agree(li)], 'ACC-70 consent-same-person seen'],
    ['nobody else withdraws it', [withdraw(wang)], 'consent-not-yours proposed'],
    ['nobody agrees to what she has not seen', [agree(wang), see(wang), agree(zhao)], 'consent-unseen ACC-70 consent-unseen seen'],
    ['nor without proof, or with another\'s, or with one for another consent', [see(wang), { type: 'agree', by: wang, realm: 'live', proof: null }, agree(wang, zhao.person), agree(wang, wang.person, consentId('c-2'))], 'ACC-70 consent-unproven consent-unproven consent-unproven seen'],
    ['nor from a drill', [{ type: 'see', by: wang, realm: 'drill' }, see(wang), { ...agree(wang), realm: 'drill' } as ConsentInput], 'consent-realm ACC-70 consent-realm seen'],
    ['what is over stays over', [see(wang), agree(wang), agree(wang), see(zhao), refuse(zhao), withdraw(li)], 'ACC-70 ACC-73! consent-over consent-over consent-over consent-over agreed'],
    ['what was refused is not agreed to', [see(wang), refuse(wang), agree(wang)], 'ACC-70 ACC-76 consent-over refused'],
  ];
  it.each(stories)('%s', (_, inputs, expected) => expect(tell(inputs).said).toBe(expected));

  it('ACC-72 ACC-77 it expires, seen or not, and from that moment nothing is agreed to, timer or no timer', () => {
    const late = consentMs.usual;
    expect(answer(proposal(), expire, all, mono(late - 1))).toEqual({ ok: true, value: null });
    expect(answer(proposal(), expire, all, mono(late))).toMatchObject({ value: { rule: 'ACC-72' } });
    const seen = tell([see(wang)]).last;
    expect(answer(seen, agree(wang), all, mono(late - 1))).toMatchObject({ value: { rule: 'ACC-73' } });
    expect(answer(seen, agree(wang), all, mono(late))).toMatchObject({ fault: { code: 'consent-expired' } });
    expect(answer(seen, see(zhao), all, mono(late))).toMatchObject({ fault: { code: 'consent-expired' } });
    expect(answer(seen, expire, all, mono(late))).toMatchObject({ value: { rule: 'ACC-77', consent: { state: 'expired' } } });
    expect(answer(tell([see(wang), agree(wang)]).last, expire, all, mono(late))).toEqual({ ok: true, value: null });
    expect([proposal(all, 1), proposal(all, 1e9)].map((c) => c.dueAt - mono(0))).toEqual([consentMs.least, consentMs.most]);
  });
  it('ACC-70 ACC-73 ACC-81 both have the right, when it is proposed, seen and agreed to', () => {
    expect(propose(consentId('c'), stop, li, 'live', only('wang'), at(0))).toMatchObject({ fault: { code: 'consent-no-right' } });
    expect(tell([see(wang)], only('li')).said).toBe('consent-no-right proposed');
    const seen = tell([see(wang)]).last;
    expect(answer(seen, agree(wang), only('li'), mono(1))).toMatchObject({ fault: { code: 'consent-no-right' } });
    expect(answer(seen, agree(wang), only('wang'), mono(1))).toMatchObject({ fault: { code: 'consent-first-lost' } });
  });
  it('ACC-79 the words come from the command, and one that names nobody is not proposed', () => {
    const tryIt = (more: Partial<Command>) => propose(consentId('c'), { ...stop, ...more }, li, 'live', all, at(0));
    expect(tryIt({ whom: [] })).toMatchObject({ fault: { code: 'consent-words' } });
    expect(tryIt({ whom: ['S-1', ' '] })).toMatchObject({ fault: { code: 'consent-words' } });
    expect(tryIt({ input: { n: NaN } })).toMatchObject({ fault: { code: 'consent-words' } });
    expect(proposal().command).toMatchObject({ what: stop.what, whom: stop.whom });
  });
  it('ACC-81 what is done is what was proposed, whatever becomes of what it was made from', () => {
    const input = { source: 'S-1', list: [1, 2] };
    const out = propose(consentId('c-1'), { ...stop, input }, li, 'live', all, at(0));
    input.source = 'S-9'; input.list.push(3);
    const seen = answer(out.ok ? out.value : proposal(), see(wang), all, mono(1));
    const done = answer(seen.ok && seen.value !== null ? seen.value.consent : proposal(), agree(wang), all, mono(2));
    expect(done.ok && done.value?.act).toEqual({ consent: 'c-1', call: stop.call, input: { source: 'S-1', list: [1, 2] }, by: ['li', 'wang'], factor: 'totp' });
  });
  it('ACC-80 one act with two names is one event; everything that is written has its form', () => {
    const c = proposal();
    const steps = tell([see(wang), agree(wang)]);
    const seen = answer(c, see(wang), all, mono(1));
    const done = answer(tell([see(wang)]).last, agree(wang), all, mono(2));
    const drafts = [proposedDraft(c), seen.ok && seen.value !== null ? changeDraft(seen.value, wang) : null, done.ok && done.value !== null ? changeDraft(done.value, wang) : null];
    expect(drafts.map((d) => d?.kind)).toEqual(['consent.proposed', 'consent.seen', 'consent.done']);
    for (const d of drafts) expect(consentEvents[d!.kind].parse(d!.body)).toEqual(d!.body);
    expect(drafts[2]?.body).toEqual({ call: stop.call, what: stop.what, whom: stop.whom, first: 'li', second: 'wang', factor: 'totp', sameDesk: false });
    expect(steps.acts).toHaveLength(1);
    const gone = answer(c, expire, all, mono(consentMs.usual));
    expect(gone.ok && gone.value !== null ? changeDraft(gone.value, null) : null).toEqual({ kind: 'consent.ended', subject: 'c-1', body: { how: 'expired', by: null } });
  });
  it('ACC-80 whatever is said by whomever, it acts at most once, and then by two, of whom the second saw it, proved herself and may', () => {
    const names = ['li', 'wang', 'zhao'] as const;
    const aParty = fc.constantFrom(...names).map((n) => party(n));
    const anInput: fc.Arbitrary<ConsentInput> = fc.oneof({ arbitrary: aParty.map(see), weight: 6 }, aParty.map(refuse), { arbitrary: aParty.map((p) => agree(p)), weight: 4 }, fc.tuple(aParty, fc.constantFrom(...names)).map(([p, n]) => agree(p, personId(n))), aParty.map(withdraw), fc.constant(expire));
    let acted = 0;
    fc.assert(fc.property(fc.array(anInput, { maxLength: 20 }), fc.oneof(fc.constant([...names]), fc.subarray([...names])), fc.constantFrom(10, 20_000), (inputs, right, pace) => {
      const { acts, last } = tell(inputs, only(...right), pace);
      expect(acts.length).toBeLessThanOrEqual(1);
      for (const act of acts) {
        acted++;
        expect(act.by[0]).toBe('li');
        expect(act.by[1]).not.toBe('li');
        expect([right.includes('li'), right.includes(act.by[1] as 'wang'), last.seenBy.includes(act.by[1])]).toEqual([true, true, true]);
      }
    }), { seed: 20261120, numRuns: 2000 });
    expect(acted).toBeGreaterThan(20);
  });
});
