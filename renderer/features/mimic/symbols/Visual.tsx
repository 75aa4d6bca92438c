import type { Binding, DrawnSymbol as Drawn } from '#app/mimic';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';
import { figures, type PointLook } from '../look.ts';
import { Bar, Column, Pipe, Pump, Sphere, Tank, Valve } from './shapes.tsx';
import { find, type Shown } from './shown.ts';
import { Snippet, type Recall } from './Snippet.tsx';

const solids = { tank: Tank, sphere: Sphere, column: Column, pump: Pump, valve: Valve, pipe: Pipe, bar: Bar } as const;
interface Props { readonly symbol: Drawn; readonly bindings: readonly Binding[]; readonly lookOf: (point: string) => PointLook; readonly recall: Recall; readonly shown: Shown }

/** A value in its box: the figure large, the unit beside it; struck where it is not to be trusted. */
function Value({ symbol, bindings, lookOf }: Pick<Props, 'symbol' | 'bindings' | 'lookOf'>) {
  const words = useWords();
  const { width: w, height: h } = symbol;
  const text = find(bindings, 'text');
  const look = text === undefined ? null : lookOf(text.point);
  const said = look === null ? { figure: '—', unit: '' } : figures(look, words, text?.digits);
  const size = Math.min(h * 0.62, 44);
  return (
    <>
      <rect x={0.5} y={0.5} width={w - 1} height={h - 1} rx={2} fill="var(--mimic-well)" stroke="var(--mimic-line)" strokeWidth={1} className="mimic-body" />
      <text x={w - 8} y={h / 2} textAnchor="end" dominantBaseline="central" fontSize={size} className="mimic-figure" data-flaw={look?.flaw ?? undefined}>
        <tspan fontWeight={600}>{said.figure}</tspan>{text?.unit !== false && said.unit !== '' && <tspan className="mimic-unit" fontSize={size * 0.68}> {said.unit}</tspan>}
      </text>
    </>
  );
}

function TrendBox({ symbol, bindings, lookOf, recall }: Omit<Props, 'shown'>) {
  const trend = find(bindings, 'trend');
  const point = trend === undefined ? null : lookOf(trend.point).point;
  if (trend === undefined || point === null) return <rect width={symbol.width} height={symbol.height} fill="var(--mimic-ground)" stroke="var(--mimic-edge)" className="mimic-body" />;
  return <Snippet point={point} minutes={trend.minutes} width={symbol.width} height={symbol.height} recall={recall} />;
}

/** The shape of a symbol, turned as it stands. */
export function Visual(props: Props) {
  const words = useWords();
  const { symbol, shown } = props;
  const { kind, width: w, height: h } = symbol;
  const Solid = kind in solids ? solids[kind as keyof typeof solids] : null;
  return (
    <g transform={shown.turn === 0 ? undefined : `rotate(${shown.turn.toFixed(1)} ${w / 2} ${h / 2})`}>
      {Solid !== null && <Solid {...shown.shape} />}
      {kind === 'text' && <text x={0} y={h / 2} dominantBaseline="central" fontSize={h * 0.72} fill="var(--mimic-text)">{symbol.label === undefined ? '' : words.name(symbol.label)}</text>}
      {kind === 'value' && <Value {...props} />}
      {kind === 'trend' && <TrendBox {...props} />}
    </g>
  );
}

const readings: ReadonlySet<string> = new Set(['value', 'trend']);
/** What stands upright on a symbol however it is turned: its label, a value, the stroke through what is not to be trusted, and the marker of an alarm. */
export function Overlay({ symbol, bindings, lookOf, shown: { worst, flaw } }: Props) {
  const words = useWords();
  const { kind, width: w, height: h } = symbol;
  const text = readings.has(kind) ? undefined : find(bindings, 'text');
  const struck = flaw !== null && flaw !== 'uncertain' && !readings.has(kind);
  return (
    <>
      {kind !== 'text' && symbol.label !== undefined && <text x={w / 2} y={-9} textAnchor="middle" fontSize={16} className="mimic-label">{words.name(symbol.label)}</text>}
      {text !== undefined && <text x={w / 2} y={h / 2} textAnchor="middle" dominantBaseline="central" fontSize={20} className="mimic-figure" data-flaw={flaw ?? undefined}>{Object.values(figures(lookOf(text.point), words, text.digits)).join(' ').trim()}</text>}
      {struck && <path d={`M${w * 0.14} ${h - 4}L${w - w * 0.14} 4`} stroke="var(--mimic-edge)" strokeWidth={2} strokeDasharray="7 5" fill="none" />}
      {worst !== null && <g transform={`translate(${w - 14} -14)`}><LevelMark level={worst.level} look={worst.look} size={28} /></g>}
    </>
  );
}
