import { useRef, useState, type ChangeEvent } from 'react';
import { useStore } from 'zustand';
import { addDays, localDate, type ImportView } from '#app/duty';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import { Page, Text } from './editing/parts.tsx';
import { Findings } from './Outcome.tsx';
import type { RosterStore } from './roster-store.ts';

interface Looked { readonly name: string; readonly bytes: string; readonly said: ImportView }
const mostBytes = 8 * 2 ** 20;
/** The bytes of a file as they go through a port. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 32_768) text += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return btoa(text);
}

/** Everything that is wrong with a file, by sheet, row and column. */
function Faults({ said }: { readonly said: ImportView }) {
  const words = useWords();
  return (
    <table className="roster-table"><thead><tr>{(['sheet', 'row', 'column', 'mistake'] as const).map((h) => <th key={h} scope="col">{words.t(`duty:${h}`)}</th>)}</tr></thead>
      <tbody>{said.faults.map((f, i) => <tr key={`${i + 1}`}><td>{f.sheet}</td><td className="number">{f.row === 0 ? '' : f.row}</td><td>{f.column}</td><td>{words.fault(f.fault)}</td></tr>)}</tbody></table>
  );
}

/** What a file would do, before anything of it is taken. */
function Looking({ looked, onTake, onDrop }: { readonly looked: Looked; readonly onTake: () => void; readonly onDrop: () => void }) {
  const words = useWords();
  const { said, name } = looked;
  const stops = said.faults.length > 0 || said.findings.some((f) => f.stops);
  return (
    <section className="roster-looking" aria-label={name}>
      <h3>{name}</h3>
      <p role="status">{said.applied ? words.t('duty:imported', { count: said.entries, from: said.from, until: said.until }) : said.faults.length > 0 ? words.t('duty:file-wrong', { count: said.faults.length }) : words.t('duty:file-right', { count: said.entries, from: said.from, until: said.until })}</p>
      {said.faults.length > 0 && <Faults said={said} />}
      {!said.applied && said.findings.length > 0 && <><p><b>{words.t(stops ? 'duty:refused' : 'duty:would')}</b></p><Findings findings={said.findings} more={said.more} /></>}
      {!said.applied && <div className="roster-acts">{!stops && <button type="button" className="button" data-primary="true" onClick={onTake}>{words.t(said.findings.length > 0 ? 'duty:take-despite' : 'duty:take-file')}</button>}<button type="button" className="button" onClick={onDrop}>{words.t('duty:leave-it')}</button></div>}
    </section>
  );
}

/** Rosters from a workbook and into one. A file is looked at first, and taken whole or not at all. */
export function Files({ store }: { readonly store: RosterStore }) {
  const words = useWords();
  const first = useStore(store.state, (s) => s.shown.from);
  const input = useRef<HTMLInputElement>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [span, setSpan] = useState({ from: String(first), until: String(addDays(first, 30)) });
  const [path, setPath] = useState<string | null>(null);
  async function look(name: string, bytes: string, commit: boolean): Promise<void> {
    const r = await store.take({ name, bytes }, commit, commit);
    setFault(r.ok ? null : r.fault);
    setLooked(r.ok ? { name, bytes, said: r.value } : null);
  }
  async function choose(e: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = e.target.files?.[0];
    if (file === undefined) return;
    if (file.size > mostBytes) { setLooked(null); setFault({ code: 'roster-file-too-large', params: { most: mostBytes } }); return; }
    await look(file.name, base64(new Uint8Array(await file.arrayBuffer())), false);
    if (input.current !== null) input.current.value = '';
  }
  async function save(): Promise<void> {
    const [from, until] = [localDate(span.from), localDate(span.until)];
    if (from === null || until === null) return;
    const r = await store.give(from, until, words.language === 'en' ? 'en' : 'zh');
    setFault(r.ok ? null : r.fault);
    setPath(r.ok ? r.value.path : null);
  }
  return (
    <Page title={words.t('duty:tab-files')} list={<>
      <div className="roster-bar"><label className="button">{words.t('duty:choose-file')}<input ref={input} type="file" accept=".xlsx" className="roster-file" onChange={(e) => void choose(e)} /></label><span className="dim">{words.t('duty:import-said')}</span></div>
      {fault !== null && <p className="roster-fault" role="alert">{words.fault(fault)}</p>}
      {looked !== null && <Looking looked={looked} onTake={() => void look(looked.name, looked.bytes, true)} onDrop={() => setLooked(null)} />}
    </>} form={<form onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <h3>{words.t('duty:export')}</h3>
      <Text label={words.t('duty:first-day')} kind="date" value={span.from} onChange={(from) => setSpan({ ...span, from })} />
      <Text label={words.t('duty:last-day')} kind="date" value={span.until} onChange={(until) => setSpan({ ...span, until })} />
      <div className="roster-acts"><button type="submit" className="button" data-primary="true">{words.t('duty:export')}</button></div>
      {path !== null && <p role="status">{words.t('duty:exported')} <b className="roster-path">{path}</b></p>}
    </form>} />
  );
}
