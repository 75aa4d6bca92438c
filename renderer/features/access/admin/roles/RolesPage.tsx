import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { RoleTable } from '#app/access';
import type { Permission } from '#kernel/session';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow } from '#kit/time';
import '../admin.css';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { FormFaults } from '../parts/Field.tsx';
import { may, type PageOf } from '../parts/page-of.ts';
import { Stale } from '../parts/Stale.tsx';
import { effectsOf, faultsOf, toggled } from './draft.ts';
import { EditRoles } from './EditRoles.tsx';
import { Effects } from './Effects.tsx';
import { WhatMay, WhoMay } from './Questions.tsx';
import { RoleMatrix } from './RoleMatrix.tsx';

/** A draft of the next table, with everything it would do, and its sending. */
function Draft({ page, stands, draft, counts, onChange, onEnd }: { readonly page: PageOf; readonly stands: RoleTable; readonly draft: RoleTable; readonly counts: ReadonlyMap<string, number>; readonly onChange: (t: RoleTable) => void; readonly onEnd: () => void }) {
  const words = useWords();
  const now = useNow();
  const act = useActing();
  const people = useStore(page.of.people.state, (s) => s.value);
  const effects = useMemo(() => effectsOf(stands, draft, people ?? []), [stands, draft, people]);
  const wrong = faultsOf(stands, draft, people ?? [], page.seat.officer?.person ?? null, now);
  async function send(): Promise<void> { if (await act.run(() => page.of.ask.call('role.change', { table: { ...draft, version: stands.version + 1 } }))) { void page.of.table.read(); onEnd(); } }
  return (
    <>
      <EditRoles draft={draft} counts={counts} onChange={onChange} />
      <Effects effects={effects} faults={wrong} stands={stands} />
      <FormFaults faults={act.faults} fields={[]} />
      <div className="admin-acts">
        <button type="button" className="button" data-primary={effects.length > 0} disabled={act.busy || effects.length === 0 || wrong.length > 0} onClick={() => void send()}>{words.t('admin:save-version', { version: stands.version + 1 })}</button>
        <button type="button" className="button" onClick={onEnd}>{words.t('admin:cancel')} <kbd>Esc</kbd></button>
      </div>
    </>
  );
}

/** The roles: which permission belongs to which, who may do what, and the next version. */
export function RolesPage({ page }: { readonly page: PageOf }) {
  const words = useWords();
  const { value, fault } = useStore(page.of.table.state);
  const people = useStore(page.of.people.state, (s) => s.value);
  const [draft, setDraft] = useState<RoleTable | null>(null);
  const [permission, setPermission] = useState<Permission>('alarm.acknowledge');
  const counts = useMemo(() => new Map((value?.table.roles ?? []).map((r) => [r.id as string, (people ?? []).filter((p) => !p.closed && p.given.some((g) => g.role === r.id)).length])), [value, people]);
  if (value === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} again={page.of.again} />;
  const { table } = value;
  return (
    <div className="admin-columns" data-wide="true" onKeyDown={(e) => { if (e.key === 'Escape' && draft !== null) { e.stopPropagation(); setDraft(null); } }}>
      <section className="admin-main" aria-label={words.t('admin:page-roles')}>
        <div className="admin-bar">
          <b>{words.t(draft === null ? 'admin:table-version' : 'admin:draft-version', { version: draft === null ? table.version : table.version + 1 })}</b>
          {draft !== null && draft.version !== table.version && <span className="admin-wrong" role="alert">{words.t('admin:draft-overtaken')}</span>}
          {draft === null && (may(page.seat, 'role.change') ? <button type="button" className="button" data-primary="true" onClick={() => setDraft(table)}>{words.t('admin:edit-copy')}</button> : <span className="dim">{words.t('admin:roles-locked')}</span>)}
        </div>
        <Stale fault={fault} again={page.of.again} />
        <RoleMatrix table={draft ?? table} stands={table} editing={draft !== null} counts={counts} onToggle={(role, p) => setDraft((d) => (d === null ? d : toggled(d, role, p)))} onPick={(_role, p) => setPermission(p)} />
      </section>
      <aside className="admin-side" aria-label={words.t(draft === null ? 'admin:questions' : 'admin:effects')}>
        {draft === null ? <><WhoMay page={page} table={table} permission={permission} onPermission={setPermission} /><WhatMay page={page} table={table} /></>
          : <Draft page={page} stands={table} draft={draft} counts={counts} onChange={setDraft} onEnd={() => setDraft(null)} />}
      </aside>
    </div>
  );
}
