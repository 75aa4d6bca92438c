import { useCallback, useMemo, useState } from 'react';
import { problemsOf, type Binding, type Drawing, type DrawnSymbol as Drawn, type Known, type Problem } from '#app/mimic';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords, type Words } from '#kit/words';
import type { PointLook } from '../look.ts';
import '../mimic.css';
import { DrawnSymbol } from '../symbols/DrawnSymbol.tsx';
import type { Recall } from '../symbols/Snippet.tsx';
import { Backdrop, type Asked } from './Backdrop.tsx';
import type { Box } from './apply.ts';
import type { CleanSvg } from './clean.ts';

/** What the park has, for bindings that lead nowhere. */
export type Places = Omit<Known, 'elements'>;
interface Props {
  readonly drawing: Drawing;
  /** Null: there is no SVG, or it could not be read. */
  readonly svg: CleanSvg | null;
  readonly places: Places;
  readonly lookOf: (point: string) => PointLook;
  readonly recall: Recall;
  /** What the workstation looks at: a point, or an asset. */
  readonly chosen: { readonly point: (id: string) => boolean; readonly asset: string | null };
  readonly onAsk: (asked: Asked) => void;
}

const byElement = (bindings: readonly Binding[]): ReadonlyMap<string, readonly Binding[]> => Map.groupBy(bindings, (b) => b.element);
const none: readonly Binding[] = [];
export const problemText = (p: Problem, words: Words): string => words.t(`mimic:problem-${p.kind}`, { what: p.what, element: p.element });

function askedOf(symbol: Drawn, bindings: readonly Binding[]): Asked {
  const asked = { element: symbol.id, point: null as string | null, go: null as string | null, asset: null as string | null };
  for (const b of bindings) {
    if (b.show === 'go') asked.go = b.mimic;
    else if (b.show === 'select') asked.asset = b.asset;
    else asked.point ??= b.point;
  }
  return asked;
}
/** The alarm of an element of the SVG, beside it. */
function OutsideMark({ bindings, place, lookOf }: { readonly bindings: readonly Binding[]; readonly place: Box; readonly lookOf: Props['lookOf'] }) {
  const b = bindings.find((x) => x.show === 'colour');
  const mark = b?.show === 'colour' ? lookOf(b.point).mark : null;
  const small = place.width < 36 && place.height < 36;               // a lamp: the marker stands in its place
  const at = small ? { x: place.x + place.width / 2 - 14, y: place.y + place.height / 2 - 14 } : { x: place.x + place.width - 14, y: place.y - 14 };
  return mark === null ? null : <g transform={`translate(${at.x} ${at.y})`}><LevelMark level={mark.level} look={mark.look} size={28} /></g>;
}

/** A mimic as it stands now: the SVG below, our symbols above, and what leads nowhere marked in its place and named. */
export function Stage({ drawing, svg, places, lookOf, recall, chosen, onAsk }: Props) {
  const words = useWords();
  const [outside, setOutside] = useState<ReadonlyMap<string, Box>>(new Map());
  const bindings = useMemo(() => byElement(drawing.bindings), [drawing]);
  const problems = useMemo(() => problemsOf(drawing, { ...places, elements: svg?.ids ?? new Set() }), [drawing, places, svg]);
  const problemAt = useMemo(() => new Map(problems.map((p) => [p.element, problemText(p, words)])), [problems, words]);
  const symbols = useMemo(() => new Set(drawing.symbols.map((s) => s.id)), [drawing]);
  const ask = useCallback((s: Drawn) => onAsk(askedOf(s, bindings.get(s.id) ?? none)), [onAsk, bindings]);
  const { width, height } = drawing.size;
  const shows = (its: readonly Binding[]): boolean => its.some((b) => ('point' in b && chosen.point(b.point)) || (b.show === 'select' && b.asset === chosen.asset));
  return (
    <div className="mimic-stage">
      {svg !== null && <Backdrop svg={svg} drawing={drawing} lookOf={lookOf} onAsk={onAsk} onPlaces={setOutside} />}
      <svg className="mimic-front" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid meet" aria-label={words.name(drawing.name)} role="group">
        {drawing.symbols.map((s) => {
          const its = bindings.get(s.id) ?? none;
          return <DrawnSymbol key={s.id} symbol={s} bindings={its} lookOf={lookOf} recall={recall} chosen={shows(its)} onAsk={ask} problem={problemAt.get(s.id) ?? null} />;
        })}
        {[...outside].map(([id, place]) => <OutsideMark key={id} bindings={bindings.get(id) ?? none} place={place} lookOf={lookOf} />)}
        {[...outside].map(([id, { x, y, width: w, height: h }]) => (
          shows(bindings.get(id) ?? none) ? <rect key={`c-${id}`} className="mimic-chosen" x={x - 5} y={y - 5} width={w + 10} height={h + 10} /> : null
        ))}
        {[...outside].map(([id, { x, y, width: w, height: h }]) => (
          problemAt.has(id) && !symbols.has(id) ? <g key={`p-${id}`} className="mimic-problem"><rect x={x - 3} y={y - 3} width={w + 6} height={h + 6} /><text x={x + w / 2} y={y + h / 2} textAnchor="middle" dominantBaseline="central" fontSize={15}>{problemAt.get(id)}</text></g> : null
        ))}
      </svg>
      {problems.length > 0 && (
        <details className="mimic-problems">
          <summary>{words.t('mimic:problems', { count: problems.length })}</summary>
          <ul>{problems.slice(0, 60).map((p) => <li key={`${p.kind} ${p.element} ${p.what}`}>{problemText(p, words)}</li>)}</ul>
        </details>
      )}
    </div>
  );
}
