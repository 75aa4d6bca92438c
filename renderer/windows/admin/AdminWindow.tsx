import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { Banner, CouldNot, HealthLine, LoginForm, OfficerChip, SetUp, type PageOf } from '../features.ts';
import { KeyHelp } from '../finding/KeyHelp.tsx';
import { useKeys } from '../finding/use-keys.ts';
import { commonActions } from '../open/common-actions.ts';
import { Realm } from '../open/Realm.tsx';
import { adminActions, pageKeys } from './actions.ts';
import './admin-window.css';
import { PageList } from './PageList.tsx';
import { pages } from './pages.tsx';
import { isIn, type AdminStores } from './stores.ts';

function Header({ stores, help }: { readonly stores: AdminStores; readonly help: () => void }) {
  const words = useWords();
  const now = useNow();
  const site = useSiteTime();
  const park = useStore(stores.park.state, (s) => s.park);
  const seat = useStore(stores.seat.state, (s) => s.seat);
  return (
    <header className="admin-header">
      <h1><strong>{park === null ? '' : words.name(park.site.name)}</strong> <span>{words.t('admin:title')}</span></h1>
      {seat?.officer != null && (
        <span className="admin-officer">{seat.session?.powers.map((p) => <span key={p} className="admin-tag">{words.t(`access:power-${p}`)}</span>)}<OfficerChip store={stores.seat} /></span>
      )}
      <nav aria-label={words.t('desk:settings')}>
        {seat?.officer != null && <button type="button" className="button" onClick={() => void stores.seat.leave()}>{words.t('admin:log-out')}</button>}
        <button type="button" className="button" onClick={help}>{words.t('desk:keys')} <kbd>?</kbd></button>
      </nav>
      <strong className="number">{site.clock(now)}</strong>
    </header>
  );
}

/** Before anybody is logged in here: the form of it, or, where there are no accounts yet, how the first are made. */
function Door({ stores, seat }: { readonly stores: AdminStores; readonly seat: SeatView }) {
  const words = useWords();
  const [making, setMaking] = useState(!seat.setUp);
  if (making) return <main className="admin-door" data-wide="true"><SetUp store={stores.seat} how="first" onClose={() => setMaking(false)} /></main>;
  if (!seat.setUp) return <main className="admin-door"><PanelState title={words.t('access:commissioning')} next={words.t('access:set-up-what')}><button type="button" className="button" data-primary="true" onClick={() => setMaking(true)}>{words.t('access:set-up')}</button></PanelState></main>;
  return (
    <main className="admin-door">
      <h2>{words.t('admin:door')}</h2>
      <p className="dim">{words.t('admin:door-said')}</p>
      <LoginForm store={stores.seat} layout="page" />
    </main>
  );
}

/** The page that is open; who may not see it is told who could. */
function Page({ stores, seat, open }: { readonly stores: AdminStores; readonly seat: SeatView; readonly open: string }) {
  const words = useWords();
  const park = useStore(stores.park.state, (s) => s.park);
  const table = useStore(stores.access.table.state, (s) => s.value?.table ?? null);
  const page = useMemo((): PageOf => ({
    of: stores.access, seat, zone: park?.site.zone ?? 'Asia/Shanghai', places: (park?.site.assets ?? []).filter((a) => a.kind === 'enterprise' || a.kind === 'area').map(({ id, kind, name }) => ({ id, kind, name })),
    toConsent(id) { stores.consents.look(id); void stores.consents.read(); stores.go('consent'); },
  }), [stores, seat, park]);
  const one = pages.find((p) => p.id === open);
  if (one === undefined) return null;
  return <main className="admin-page" aria-label={words.t(one.title)}>{seat.may.includes(one.needs) ? one.show({ stores, seat, page }) : <CouldNot needs={one.needs} table={table} />}</main>;
}

/** The page that is asked for, else the first that she may see. */
const pageOf = (asked: string, seat: SeatView | null): string => pages.find((p) => p.id === asked)?.id ?? pages.find((p) => seat?.may.includes(p.needs))?.id ?? pages[0]?.id ?? '';

/** What must be done first stands open, and gives way to the pages once it is done. */
function useMust({ seat }: AdminStores): void {
  const must = useStore(seat.state, (s) => s.seat?.session?.must ?? null);
  useEffect(() => {
    if (must === null) return;
    seat.open('own');
    return () => seat.open(null);
  }, [must, seat]);
}

/** By who is at the seat: the door, what must be done first, or the pages. */
function Body({ stores, open }: { readonly stores: AdminStores; readonly open: string }) {
  const words = useWords();
  const { seat, fault } = useStore(stores.seat.state);
  if (seat === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} again={() => void stores.seat.again()} />;
  if (isIn(seat)) return <div className="admin-body"><PageList stores={stores} seat={seat} open={open} /><Page key={`${seat.session?.id} ${open}`} stores={stores} seat={seat} open={open} /></div>;
  return seat.session?.must == null ? <Door stores={stores} seat={seat} /> : <main className="admin-door"><PanelState title={words.t('admin:must')} next={words.t('admin:must-next')} /></main>;
}

/** Administration 管理: left its pages, right the one that is open. It has a seat of its own: nothing is shown before somebody is logged in here, and nobody at the desk is put out by it. */
export function AdminWindow({ stores }: { readonly stores: AdminStores }) {
  const engine = useStore(stores.engine.state);
  const process = useStore(stores.process.state, (s) => s.process);
  const windows = useStore(stores.windows.state, (s) => s.health);
  const seat = useStore(stores.seat.state, (s) => s.seat);
  const asked = useStore(stores.page, (s) => s.page);
  const [helping, setHelping] = useState(false);
  const open = pageOf(asked, seat);
  const help = useCallback(() => setHelping((h) => !h), []);
  const actions = useMemo(() => adminActions(stores, () => open, help), [stores, open, help]);
  useKeys(actions, helping);
  useMust(stores);
  return (
    <div className="admin-window" data-realm={engine.realm ?? 'unknown'}>
      <Realm realm={engine.realm} />
      <Header stores={stores} help={help} />
      {(engine.phase !== 'open' || seat?.may.includes('health.view') === true) && <Banner store={stores.health} link={engine} process={process} />}
      <Body stores={stores} open={open} />
      <HealthLine store={stores.health} connection={engine.phase} since={engine.since} windows={windows} />
      <KeyHelp actions={[...actions, ...pageKeys, ...commonActions(stores)]} opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
