import type { FigureValue } from '#app/topic';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { plain } from '#kit/number';
import { useWords, type Words } from '#kit/words';
import type { ShownFigure } from './topic-store.ts';

interface Props { readonly figure: ShownFigure; readonly onOpen: (members: readonly { readonly kind: string; readonly id: string }[]) => void }
/** What a row is called: a word of ours for a code, else what was written. */
function labelOf(written: string, words: Words): string {
  if (written === '') return words.t('topic:unsaid');
  return words.written(written);
}
type Counted = Extract<FigureValue, { kind: 'count' | 'reading' }>;

/** Three digits that count: 12.3, 0.85, 1204. */
const short = (n: number | null): string => (n === null ? '—' : plain(Math.abs(n) >= 100 ? Math.round(n) : Number(n.toPrecision(3))));

function Number1({ value }: { readonly value: Counted }) {
  const words = useWords();
  const unit = words.written(value.unit.replace(' / ', ' '));
  return (
    <span className="figure-number number">
      {value.kind === 'count' && value.worst !== null && <LevelMark level={value.worst} look="steady" size={18} />}
      <b>{short(value.value)}</b>{value.kind === 'count' && value.of !== null && <> / {value.of}</>}{unit !== '' && <> {unit}</>}
      {value.kind === 'reading' && value.good < value.of && <small>{words.t('topic:good-of', { good: value.good, of: value.of })}</small>}
    </span>
  );
}

/** One figure of a topic: its number opens what is behind it. */
export function FigureLine({ figure: { name, value }, onOpen }: Props) {
  const words = useWords();
  const title = words.name(name);
  const most = value.kind === 'rows' ? Math.max(1, ...value.rows.map((r) => r.count)) : 1;
  switch (value.kind) {
    case 'awaits': return <li className="figure" data-quiet><span>{title}</span><span>{words.t(`topic:awaits-${value.what}`)}</span></li>;
    case 'nothing': return <li className="figure" data-quiet><span>{title}</span><span>{words.t('topic:nothing')}</span></li>;
    case 'rows': return (
      <li className="figure-rows">
        <p><span>{title}</span><b className="number">{value.total}</b></p>
        <ul>{value.rows.slice(0, 8).map((r) => (
          <li key={r.label}>
            <button type="button" onClick={() => onOpen(r.members)}>
              <span className="cut">{labelOf(r.label, words)}</span>
              <i aria-hidden="true" style={{ inlineSize: `${Math.max(2, (r.count / most) * 90)}px` }} /><b className="number">{r.count}</b>
            </button>
          </li>))}
        </ul>
        {value.rows.length > 8 && <p className="dim">{words.t('topic:more-rows', { count: value.rows.length - 8 })}</p>}
      </li>
    );
    case 'count': case 'reading': return (
      <li className="figure">
        {value.members.length === 0 ? <><span>{title}</span><Number1 value={value} /></>
          : <button type="button" onClick={() => onOpen(value.members)}><span>{title}</span><Number1 value={value} /></button>}
      </li>
    );
  }
}
