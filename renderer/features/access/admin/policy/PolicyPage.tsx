import { useState } from 'react';
import { useStore } from 'zustand';
import type { Policy } from '#app/access';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import '../admin.css';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { FormFaults } from '../parts/Field.tsx';
import { may, type PageOf } from '../parts/page-of.ts';
import { Stale } from '../parts/Stale.tsx';
import { boundsOf, isList, nameOf, policyFields, policyGroups, policyOf, typedOf, units, wholeIn, wrongWith, type PolicyField, type PolicyGroup } from './fields.ts';

type Typed = Readonly<Record<string, string>>;

/** One figure: what it is, its unit and bounds, and what it was where it was changed. */
function Figure({ f, typed, stands, locked, onChange }: { readonly f: PolicyField; readonly typed: string; readonly stands: string; readonly locked: boolean; readonly onChange: (text: string) => void }) {
  const words = useWords();
  const name = nameOf(f);
  const bounds = boundsOf(f);
  const whole = (figure: number): string => { const { n, unit: u } = wholeIn(f, figure); return n === 0 || units[f.unit] === 1 ? String(n) : `${n} ${words.t(`admin:unit-${u}`)}`; };
  const [least, most] = [whole(bounds.least), whole(bounds.most)];
  const wrong = wrongWith(f, typed);
  const unit = words.t(`admin:unit-${f.unit}`);
  const id = `policy-${name}`;
  return (
    <div className="policy-row" data-changed={typed !== stands} data-wrong={wrong !== null}>
      <label htmlFor={id}>{words.t(`admin:policy-${name}`)}</label>
      <input id={id} className="admin-input number" data-list={isList(f)} value={typed} readOnly={locked} inputMode="decimal" aria-describedby={`${id}-said`} {...(wrong !== null && { 'aria-invalid': true })} onChange={(e) => onChange(e.currentTarget.value)} />
      <span>{unit}</span>
      <span id={`${id}-said`} className={wrong === null ? 'dim number' : 'admin-wrong'}>
        {wrong !== null ? words.t(`admin:policy-wrong-${wrong}`, { least, most }) : typed !== stands ? words.t('admin:policy-was', { stands, unit }) : words.t('admin:policy-bounds', { least, most })}
      </span>
    </div>
  );
}

function PolicyForm({ page, policy }: { readonly page: PageOf; readonly policy: Policy }) {
  const words = useWords();
  const act = useActing();
  const stands = typedOf(policy);
  const [typed, setTyped] = useState<Typed>({});              // only what was touched: the rest follows what stands
  const now: Typed = { ...stands, ...typed };
  const locked = !may(page.seat, 'policy.change');
  const changed = policyFields.filter((f) => now[nameOf(f)] !== stands[nameOf(f)]);
  const wrong = policyFields.filter((f) => wrongWith(f, now[nameOf(f)] ?? '') !== null);
  async function save(): Promise<void> { if (await act.run(() => page.of.ask.call('policy.change', { policy: policyOf(now) }))) { setTyped({}); void page.of.table.read(); } }
  return (
    <form className="policy" noValidate onSubmit={(e) => { e.preventDefault(); if (!locked && wrong.length === 0 && changed.length > 0 && !act.busy) void save(); }} onKeyDown={(e) => { if (e.key === 'Escape' && changed.length > 0) { e.stopPropagation(); setTyped({}); } }}>
      <div className="policy-groups">
        {(Object.keys(policyGroups) as PolicyGroup[]).map((g) => (
          <fieldset key={g}>
            <legend>{words.t(`admin:policy-group-${g}`)}</legend>
            <p className="dim">{words.t(`admin:policy-said-${g}`)}</p>
            {policyGroups[g].map((f) => <Figure key={nameOf(f)} f={f} typed={now[nameOf(f)] ?? ''} stands={stands[nameOf(f)] ?? ''} locked={locked} onChange={(text) => setTyped((t) => ({ ...t, [nameOf(f)]: text }))} />)}
          </fieldset>
        ))}
      </div>
      <div className="policy-foot">
        <FormFaults faults={act.faults} fields={[]} />
        {locked ? <p className="dim">{words.t('admin:policy-locked')}</p> : (
          <div className="admin-acts">
            <span role="status">{wrong.length > 0 ? words.t('admin:policy-wrong', { n: wrong.length }) : words.t(changed.length === 0 ? 'admin:policy-same' : 'admin:policy-changes', { n: changed.length })}</span>
            <button type="submit" className="button" data-primary={changed.length > 0} disabled={act.busy || changed.length === 0 || wrong.length > 0}>{words.t('admin:save')}</button>
            <button type="button" className="button" disabled={changed.length === 0} onClick={() => setTyped({})}>{words.t('admin:undo-all')} <kbd>Esc</kbd></button>
          </div>
        )}
      </div>
    </form>
  );
}

/** How long and how often: every figure with its unit and its bounds, changed as a whole. */
export function PolicyPage({ page }: { readonly page: PageOf }) {
  const words = useWords();
  const { value, fault } = useStore(page.of.table.state);
  if (value === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} again={page.of.again} />;
  return <><Stale fault={fault} again={page.of.again} /><PolicyForm page={page} policy={value.policy} /></>;
}
