import { useState } from 'react';
import { useStore } from 'zustand';
import type { SessionView } from '#app/access';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { span, useNow, useSiteTime } from '#kit/time';
import '../admin.css';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { ChooseList } from '../parts/ChooseList.tsx';
import { FormFaults } from '../parts/Field.tsx';
import { may, type PageOf } from '../parts/page-of.ts';
import { Stale } from '../parts/Stale.tsx';

function Head() {
  const words = useWords();
  return <div className="session-row">{(['person', 'workstation', 'seat', 'state', 'opened'] as const).map((h) => <span key={h}>{words.t(`admin:head-${h}`)}</span>)}</div>;
}

function Row({ s }: { readonly s: SessionView }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  return (
    <div className="session-row">
      <span className="cut"><b>{s.who.login}</b>{s.mine && <span className="dim"> {words.t('admin:this-session')}</span>}<br /><span className="dim">{s.who.name}</span></span>
      <span className="cut">{s.workstation}</span>
      <span className="cut">{words.t(s.watches ? 'admin:seat-watch' : 'admin:seat-own')}</span>
      <span className="cut">{words.t(`admin:session-${s.state}`)}</span>
      <span className="cut number">{site.stamp(s.openedAt, now)} · {span(now - s.openedAt)}</span>
    </div>
  );
}

/** One session, and its end: what that does is said first. */
function SessionPanel({ page, session, onEnded }: { readonly page: PageOf; readonly session: SessionView; readonly onEnded: () => void }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const act = useActing();
  async function end(): Promise<void> { if (await act.run(async () => { const r = await page.of.ask.call('session.end', { session: session.id }); return r.ok ? { ok: true, value: {} } : r; })) onEnded(); }
  return (
    <div className="person-panel">
      <header><h2>{session.who.login}</h2><span className="dim">{session.who.name}</span></header>
      <dl className="admin-facts">
        <div><dt>{words.t('admin:head-workstation')}</dt><dd>{session.workstation}</dd></div>
        <div><dt>{words.t('admin:head-seat')}</dt><dd>{words.t(session.watches ? 'admin:seat-watch' : 'admin:seat-own')}</dd></div>
        <div><dt>{words.t('admin:head-state')}</dt><dd>{words.t(`admin:session-${session.state}`)}</dd></div>
        <div><dt>{words.t('admin:head-opened')}</dt><dd className="number">{site.stamp(session.openedAt, now)} · {span(now - session.openedAt)}</dd></div>
      </dl>
      {may(page.seat, 'session.end')
        ? <div className="admin-sure"><p>{words.t(session.mine ? 'admin:effect-end-mine' : session.watches ? 'admin:effect-end-watch' : 'admin:effect-end-own', { login: session.who.login, workstation: session.workstation })}</p>
            <div className="admin-acts"><button type="button" className="button" data-primary="true" disabled={act.busy} onClick={() => void end()}>{words.t('admin:end-session')}</button></div></div>
        : <p className="dim">{words.t('admin:end-needs')}</p>}
      <FormFaults faults={act.faults} fields={[]} />
    </div>
  );
}

/** Who is logged in, and where; a session is ended here. */
export function SessionsPage({ page }: { readonly page: PageOf }) {
  const words = useWords();
  const { value: sessions, fault } = useStore(page.of.sessions.state);
  const [chosen, setChosen] = useState<string | null>(null);
  if (sessions === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} again={page.of.again} />;
  const session = sessions.find((s) => s.id === chosen) ?? null;
  return (
    <div className="admin-columns">
      <section className="admin-main" aria-label={words.t('admin:page-sessions')}>
        <Stale fault={fault} again={page.of.again} />
        {sessions.length === 0 ? <PanelState title={words.t('admin:no-sessions')} />
          : <ChooseList rows={sessions} keyOf={(s) => s.id} label={words.t('admin:page-sessions')} selected={chosen} onSelect={setChosen} head={<Head />} render={(s) => <Row s={s} />} onEnter={() => document.querySelector<HTMLElement>('.admin-side button')?.focus()} />}
      </section>
      <aside className="admin-side" aria-label={words.t('admin:chosen')}>
        {session === null ? <PanelState title={words.t(chosen === null ? 'admin:choose-session' : 'admin:session-over')} next={words.t('admin:choose-session-next')} live={chosen !== null} /> : <SessionPanel key={session.id} page={page} session={session} onEnded={() => setChosen(null)} />}
      </aside>
    </div>
  );
}
