import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Annotation } from '#app/history';
import { FailedState } from '#kit/controls/PanelState.tsx';
import { useWhyNot } from '#kit/may';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { TrendStore } from '../asking/trend-store.ts';
import type { NoteStore } from '../asking/notes.ts';
import type { TrendOf } from '../screen/naming.ts';

/** Begins a note where the cursor is, of the point that is looked at or of all. */
export function beginNote(trend: TrendStore, notes: NoteStore): void {
  const { cursor, second, hover, view, focused, items } = trend.state.getState();
  const [a, b] = [cursor ?? hover ?? view.to, cursor === null ? null : second];
  trend.open('notes');
  notes.begin({ at: b === null ? a : Math.min(a, b), to: b === null ? null : Math.max(a, b), points: focused === null ? items.map((i) => i.id) : [focused], text: '' });
}

function Writing({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const { notes } = of.stores;
  const { draft, sending, refused } = useStore(notes.state);
  const why = useWhyNot('history.annotate');
  const field = useRef<HTMLTextAreaElement>(null);
  const open = draft !== null;
  useEffect(() => { if (open) field.current?.focus(); }, [open]);
  if (draft === null) return null;
  return (
    <form className="trend-form trend-note-form" onSubmit={(e) => { e.preventDefault(); void notes.send(); }}>
      <p className="number">{site.stamp(draft.at, now)}{draft.to !== null && ` – ${site.stamp(draft.to, now)}`}</p>
      <p className="dim">{draft.points.map(of.nameOf).join('、')}</p>
      <label><span className="dim">{words.t('trend:note-text')}</span><textarea ref={field} className="field" rows={3} maxLength={500} value={draft.text} onChange={(e) => notes.write({ text: e.target.value })}
        onKeyDown={(e) => { if (e.key === 'Escape') notes.cancel(); if (e.key === 'Enter' && e.ctrlKey) void notes.send(); }} /></label>
      {why !== null && <p role="alert">{why}</p>}
      {refused !== null && <p role="alert">{words.fault(refused)}</p>}
      <div className="trend-acts">
        <button type="submit" className="button" data-primary="true" disabled={sending || why !== null || draft.text.trim() === ''} title={why ?? undefined}>{words.t('trend:note-keep')} <kbd>Ctrl+Enter</kbd></button>
        <button type="button" className="button" onClick={notes.cancel}>{words.t('trend:cancel')} <kbd>Esc</kbd></button>
      </div>
    </form>
  );
}

function Note({ of, note }: { readonly of: TrendOf; readonly note: Annotation }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const why = useWhyNot('history.annotate');
  const { trend, notes } = of.stores;
  return (
    <li data-withdrawn={note.withdrawn !== null}>
      <button type="button" className="trend-line" onClick={() => { trend.reveal(note.at); trend.cursor(note.at); }}>
        <span><b className="number">{site.stamp(note.at, now)}{note.to !== null && ` – ${site.stamp(note.to, now)}`}</b><br />{note.text}<br /><span className="dim">{of.actorOf(note.by)} · {site.stamp(note.written, now)}{note.withdrawn !== null && ` · ${words.t('trend:note-withdrawn', { who: of.actorOf(note.withdrawn) })}`}</span></span>
      </button>
      {note.withdrawn === null && <button type="button" className="button" disabled={why !== null} title={why ?? undefined} onClick={() => void notes.withdraw(note.id)}>{words.t('trend:note-withdraw')}</button>}
    </li>
  );
}

/** What people wrote in what is seen, and a new note. */
export function NotesTab({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const { trend, notes } = of.stores;
  const { notes: list, fault, draft, refused } = useStore(notes.state);
  const why = useWhyNot('history.annotate');
  const items = useStore(trend.state, (s) => s.items.length);
  return (
    <>
      {draft === null && <div className="trend-acts"><button type="button" className="button" data-primary="true" disabled={why !== null || items === 0} title={why ?? undefined} onClick={() => beginNote(trend, notes)}>{words.t('trend:note-new')} <kbd>N</kbd></button></div>}
      {draft === null && why !== null && <p className="dim">{why}</p>}
      {draft === null && refused !== null && <p role="alert">{words.fault(refused)}</p>}
      <Writing of={of} />
      {fault !== null && <FailedState fault={fault} again={() => void notes.again()} />}
      {fault === null && list.length === 0 && draft === null && <p className="dim">{words.t('trend:notes-none')}</p>}
      <ul className="trend-list">{list.toReversed().map((n) => <Note key={n.id} of={of} note={n} />)}</ul>
    </>
  );
}
