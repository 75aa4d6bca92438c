import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { pointsOf } from '#app/mimic';
import { useWhyNot } from '#kit/may';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { Banner, OfficerChip, Properties, SymbolPalette, WhyTip, type Asked, type Park } from '../features.ts';
import { KeyHelp } from '../finding/KeyHelp.tsx';
import { useKeys } from '../finding/use-keys.ts';
import { commonActions } from '../open/common-actions.ts';
import { Realm } from '../open/Realm.tsx';
import { SelectionBar } from '../open/SelectionBar.tsx';
import { editActions, viewActions } from './actions.ts';
import { useDrawn, type Drawn } from './drawn.ts';
import { EditBar } from './EditBar.tsx';
import { lookAt, marksOf } from './looking.ts';
import { Middle } from './Middle.tsx';
import { MimicList } from './MimicList.tsx';
import './mimic-window.css';
import { PointPanel } from './PointPanel.tsx';
import type { MimicStores } from './stores.ts';

function Clock() {
  const site = useSiteTime();
  return <strong className="number">{site.clock(useNow())}</strong>;
}

function Header({ stores, drawn, park, current, edit, help }: { readonly stores: MimicStores; readonly drawn: Drawn; readonly park: Park | null; readonly current: boolean; readonly edit: () => void; readonly help: () => void }) {
  const words = useWords();
  const trail = useStore(stores.mimics.state, (s) => s.trail.length);
  const why = useWhyNot('mimic.change');
  return (
    <header className="mimic-header">
      <h1><strong>{park === null ? '' : words.name(park.site.name)}</strong> <span>{words.t('mimic:title')}</span></h1>
      <button type="button" className="button" disabled={drawn.editing || trail === 0} onClick={stores.mimics.back}>← {words.t('mimic:back')}</button>
      <span className="mimic-name">{drawn.drawing === null ? '' : words.name(drawn.drawing.name)}</span>
      <OfficerChip store={stores.seat} />
      <nav aria-label={words.t('desk:settings')}>
        {!drawn.editing && <button type="button" className="button" disabled={drawn.drawing === null || !current || why !== null} title={why ?? undefined} onClick={edit}>{words.t('mimic:edit')} <kbd>E</kbd></button>}
        <button type="button" className="button" onClick={help}>{words.t('desk:keys')} <kbd>?</kbd></button>
      </nav>
      <Clock />
    </header>
  );
}

/** What the workstation looks at, while it looks at anything. */
function Looking({ stores, park }: { readonly stores: MimicStores; readonly park: Park | null }) {
  const words = useWords();
  const some = useStore(stores.selected.state, (s) => s.shown !== null || s.selection.cursor !== null);
  const nameOf = useCallback(({ kind, id }: { readonly kind: string; readonly id: string }) => {
    const known = park?.points.get(kind === 'alarm' ? stores.alarms.get(id)?.point ?? '' : id) ?? park?.assets.get(id);
    return known === undefined ? id : words.name(known.name);
  }, [park, words, stores]);
  return some ? <section aria-label={words.t('workstation:selection')}><SelectionBar of={stores} nameOf={nameOf} /></section> : null;
}

/** Why a value is grey, beside the pointer, wherever in the drawing it is. */
function Hovered({ stores }: { readonly stores: MimicStores }) {
  const [at, setAt] = useState<{ readonly x: number; readonly y: number } | null>(null);
  useEffect(() => {
    function over(e: PointerEvent): void {
      const found = e.composedPath().find((x): x is Element => x instanceof Element && (x.hasAttribute('data-flaw') || x.hasAttribute('data-struck')));
      const point = found?.closest('[data-point]')?.getAttribute('data-point') ?? '';
      stores.hovered.look(point === '' ? null : point);
      setAt(point === '' ? null : { x: e.clientX, y: e.clientY });
    }
    document.addEventListener('pointerover', over);
    return () => { document.removeEventListener('pointerover', over); stores.hovered.look(null); };
  }, [stores]);
  return <WhyTip store={stores.hovered} at={at} />;
}

/** What the points and the selection look like now, for the drawing that is open and the point beside it. */
function useLooks(stores: MimicStores, drawn: Drawn, park: Park | null, current: boolean) {
  const rows = useStore(stores.alarms.state, (s) => s.rows);
  const turn = useStore(stores.values.state, (s) => s.turn);
  const shown = useStore(stores.selected.state, (s) => s.shown);
  const looked = useStore(stores.looked, (s) => s.point);
  const heads = useStore(stores.mimics.state, (s) => s.heads);
  const { drawing } = drawn;
  const points = useMemo(() => new Set([...(drawing === null ? [] : pointsOf(drawing)), ...(looked === null ? [] : [looked])]), [drawing, looked]);
  const marks = useMemo(() => marksOf(rows, points), [rows, points]);
  const look = useMemo(() => { void turn; return lookAt(park, stores.values.get, marks, current); }, [park, stores, marks, current, turn]);
  const places = useMemo(() => ({ points: new Set(park?.points.keys()), assets: new Set(park?.assets.keys()), mimics: new Set(heads?.map((h) => h.id)) }), [park, heads]);
  const chosen = useMemo(() => {
    const asset = shown?.kind === 'asset' ? shown.id : null;
    const point = shown?.kind === 'alarm' ? stores.alarms.get(shown.id)?.point ?? null : shown?.kind === 'point' ? shown.id : null;
    return { asset, point: (id: string) => id === point || (asset !== null && park?.points.get(id)?.asset === asset) };
  }, [shown, park, stores]);
  return { look, places, chosen, looked };
}

const [noElements, none] = [new Set<string>(), []] as const;
function EditSide({ stores, park, svg }: { readonly stores: MimicStores; readonly park: Park | null; readonly svg: Drawn['svg'] }) {
  const heads = useStore(stores.mimics.state, (s) => s.heads);
  return <Properties store={stores.editing} points={park?.site.points ?? none} assets={park?.site.assets ?? none} mimics={heads ?? none} elements={svg?.ids ?? noElements} />;
}

/** Process mimics 工艺组态: left all there are, in the middle the one that is open with its values, right the point that is looked at; or, editing, what the hand needs. */
export function MimicWindow({ stores }: { readonly stores: MimicStores }) {
  const settings = useStore(stores.settings.state);
  const engine = useStore(stores.engine.state);
  const process = useStore(stores.process.state, (s) => s.process);
  const park = useStore(stores.park.state, (s) => s.park);
  const drawn = useDrawn(stores);
  const { editing } = drawn;
  const current = engine.phase === 'open';
  const { look, places, chosen, looked } = useLooks(stores, drawn, park, current);
  const [helping, setHelping] = useState(false);

  const ask = useCallback((a: Asked) => {
    if (a.go !== null) void stores.mimics.open(a.go);
    else if (a.point !== null) stores.selected.choose({ kind: 'point', id: a.point });
    else if (a.asset !== null) stores.selected.choose({ kind: 'asset', id: a.asset });
  }, [stores]);
  const help = useCallback(() => setHelping((h) => !h), []);
  const edit = useCallback(() => { const open = stores.mimics.state.getState().mimic; if (open !== null) stores.editing.begin(open); }, [stores]);
  const end = useCallback(() => { const now = stores.editing.state.getState().id; stores.editing.end(); if (now !== '') void stores.mimics.open(now); }, [stores]);
  const again = useCallback(() => { stores.editing.end(); stores.mimics.again(); }, [stores]);
  const actions = useMemo(() => (editing ? editActions(stores, end, help) : viewActions(stores, edit, help)), [editing, stores, edit, end, help]);
  useKeys(actions, helping);

  return (
    <div className="mimic-window" data-realm={engine.realm ?? 'unknown'}>
      <Realm realm={engine.realm} />
      <Header stores={stores} drawn={drawn} park={park} current={current} edit={edit} help={help} />
      <Banner store={stores.health} link={engine} process={process} />
      {editing ? <EditBar stores={stores} end={end} again={again} /> : <Looking stores={stores} park={park} />}
      <div className="mimic-columns" data-side={editing || looked !== null}>
        {editing ? <SymbolPalette store={stores.editing} /> : <MimicList stores={stores} />}
        <Middle stores={stores} drawn={drawn} park={park} places={places} look={look} chosen={chosen} onAsk={ask} />
        {editing ? <EditSide stores={stores} park={park} svg={drawn.svg} /> : looked !== null && <PointPanel stores={stores} park={park} look={look(looked)} theme={settings.theme} />}
      </div>
      <Hovered stores={stores} />
      <KeyHelp actions={[...actions, ...commonActions(stores)]} opened={helping} onClose={() => setHelping(false)} />
    </div>
  );
}
