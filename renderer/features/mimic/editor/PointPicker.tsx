import { useId, useMemo, useState } from 'react';
import type { PointView } from '#app/park';
import { useWords } from '#kit/words';

interface Props { readonly points: readonly PointView[]; readonly onPick: (point: string) => void }
const most = 8;

/** Finds a point by any part of its id or name, and picks it. */
export function PointPicker({ points, onPick }: Props) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const found = useMemo(() => {
    const parts = text.toLowerCase().split(/\s+/).filter((p) => p !== '');
    return parts.length === 0 ? [] : points.filter((p) => { const all = `${p.id} ${p.name.zh} ${p.name.en}`.toLowerCase(); return parts.every((part) => all.includes(part)); }).slice(0, most + 1);
  }, [points, text]);
  const pick = (p: PointView): void => { onPick(p.id); setText(''); };
  return (
    <div className="point-picker">
      <label htmlFor={id}>{words.t('mimic:find-point')}</label>
      <input id={id} type="search" className="field" value={text} maxLength={80} autoComplete="off" onChange={(e) => setText(e.currentTarget.value)} onKeyDown={(e) => { const first = found[0]; if (e.key === 'Enter' && first !== undefined) { e.preventDefault(); pick(first); } }} />
      {text !== '' && (
        <ul aria-label={words.t('mimic:found-points')}>
          {found.slice(0, most).map((p) => <li key={p.id}><button type="button" className="found-point" onClick={() => pick(p)}><b>{p.id}</b> <span>{words.name(p.name)}</span></button></li>)}
          {found.length === 0 && <li className="dim">{words.t('mimic:no-point-found')}</li>}
          {found.length > most && <li className="dim">{words.t('mimic:more-points')}</li>}
        </ul>
      )}
    </div>
  );
}
