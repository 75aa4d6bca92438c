import { useState } from 'react';
import { useStore } from 'zustand';
import { ConsentCommand } from '#app/access';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import '../admin.css';
import { useWords } from '#kit/words';
import { misfits, useActing } from '../parts/acting.ts';
import { TextField } from '../parts/Field.tsx';
import { Form } from '../parts/Form.tsx';
import { lasting } from '../parts/naming.ts';
import type { PageOf } from '../parts/page-of.ts';
import { Stale } from '../parts/Stale.tsx';

type Doing = { readonly act: 'backup' | 'rotate' | 'renew' } | { readonly act: 'destroy'; readonly version: number };

/** One thing to be done to the keys, proposed: what it does is said before anybody is asked. */
function Proposal({ page, doing, onEnd }: { readonly page: PageOf; readonly doing: Doing; readonly onEnd: () => void }) {
  const words = useWords();
  const act = useActing();
  const [reason, setReason] = useState('');
  const [keepers, setKeepers] = useState('');
  const named = keepers.split(/[\n,，、;；]+/u).map((k) => k.trim()).filter((k) => k !== '');
  const sheets = doing.act === 'backup' || doing.act === 'renew';
  async function send(): Promise<void> {
    const command = { call: `key.${doing.act}`, ...(doing.act !== 'backup' && { reason }), ...(sheets && { keepers: named }), ...(doing.act === 'destroy' && { version: doing.version }) };
    const parsed = ConsentCommand.safeParse(command);
    const wrong = misfits(command.call, parsed);
    if (!parsed.success) { act.refuse(wrong); return; }
    let id = '';
    if (await act.run(async () => { const r = await page.of.ask.call('consent.propose', { command: parsed.data }); if (r.ok) id = r.value.id; return r.ok ? { ok: true, value: {} } : r; })) { onEnd(); page.toConsent(id); }
  }
  return (
    <Form title={words.t(`admin:key-${doing.act}`)} effect={<p>{words.t(`admin:effect-key-${doing.act}`, { version: doing.act === 'destroy' ? doing.version : '' })} {words.t('admin:effect-second')}</p>} submit={words.t('admin:propose')} busy={act.busy} faults={act.faults} fields={['reason', 'keepers']} onSubmit={() => void send()} onCancel={onEnd}>
      {sheets && <TextField name="keepers" label={words.t('admin:keepers')} hint={words.t('admin:keepers-hint', { n: named.length })} faults={act.faults} value={keepers} onChange={setKeepers} most={600} autoFocus />}
      {doing.act !== 'backup' && <TextField name="reason" label={words.t('admin:reason')} hint={words.t('admin:reason-hint')} faults={act.faults} value={reason} onChange={setReason} most={200} autoFocus={!sheets} />}
    </Form>
  );
}

/** The keys of the personal fields: which there are, what is due, and what two persons may do to them. */
export function KeysPage({ page }: { readonly page: PageOf }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const { value: keys, fault } = useStore(page.of.keys.state);
  const [doing, setDoing] = useState<Doing | null>(null);
  if (keys === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} again={page.of.again} />;
  const wants: readonly string[] = [...(keys.backedUpAt === null ? [words.t('admin:keys-unsaved')] : []), ...(keys.due ? [words.t('admin:keys-due')] : []), ...(keys.stale > 0 ? [words.t('admin:keys-stale', { n: keys.stale })] : [])];
  return (
    <div className="admin-columns">
      <section className="admin-main keys" aria-label={words.t('admin:page-keys')}>
        <Stale fault={fault} again={page.of.again} />
        <p className="dim">{words.t('admin:keys-said')}</p>
        {wants.length === 0 ? <p>{words.t('admin:keys-well')}</p> : <ul className="admin-faults">{wants.map((w) => <li key={w}>{w}</li>)}</ul>}
        <table className="admin-table">
          <thead><tr>{(['version', 'state', 'made', 'act'] as const).map((h) => <th key={h} scope="col">{words.t(`admin:keys-head-${h}`)}</th>)}</tr></thead>
          <tbody>
            {keys.lines.toReversed().map((l) => (
              <tr key={l.version} data-state={l.state}>
                <th scope="row" className="number">SM4 v{l.version}</th><td>{words.t(`admin:key-state-${l.state}`)}</td><td className="number">{site.day(l.madeAt)} {site.minute(l.madeAt)} <span className="dim">{lasting(now - l.madeAt, words)}</span></td>
                <td>{l.state === 'retired' && <button type="button" className="button small" aria-label={words.t('admin:destroy-version', { version: l.version })} onClick={() => setDoing({ act: 'destroy', version: l.version })}>{words.t('admin:key-destroy')}</button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>{keys.backedUpAt === null ? words.t('admin:never-backed-up') : words.t('admin:backed-up', { time: `${site.day(keys.backedUpAt)} ${site.minute(keys.backedUpAt)}` })}</p>
        <div className="admin-acts wrap">{(['backup', 'rotate', 'renew'] as const).map((a) => <button key={a} type="button" className="button" data-primary={(a === 'backup' && keys.backedUpAt === null) || (a === 'rotate' && keys.due)} onClick={() => setDoing({ act: a })}>{words.t(`admin:key-${a}`)}</button>)}</div>
      </section>
      <aside className="admin-side" aria-label={words.t('admin:propose')}>
        {doing === null ? <PanelState title={words.t('admin:choose-key')} next={words.t('admin:choose-key-next')} /> : <Proposal key={`${doing.act} ${'version' in doing ? doing.version : ''}`} page={page} doing={doing} onEnd={() => setDoing(null)} />}
      </aside>
    </div>
  );
}
