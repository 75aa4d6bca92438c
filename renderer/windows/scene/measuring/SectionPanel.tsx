import type { Section } from '#app/map';
import type { Name } from '#app/park';
import { useWords } from '#kit/words';
import { metresText } from './measuring.ts';

interface Props { readonly section: Section; readonly nameOf: (id: string) => Name | null; readonly ground: number; readonly onChoose: (id: string) => void; readonly onClose: () => void }
const [width, height, left, bottom] = [960, 190, 46, 26];

/** Steps of 1, 2 or 5 times a power of ten, at most `most` of them. */
function stepOf(span: number, most: number): number {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((k) => k * power).find((s) => s >= raw) ?? raw;
}

/** What stands along a line, cut and seen from the side: metres along it, metres above the ground. */
export function SectionPanel({ section: { length, cuts }, nameOf, ground, onChoose, onClose }: Props) {
  const words = useWords();
  const top = Math.max(20, ...cuts.map((c) => c.top - ground)) * 1.15;
  const x = (m: number): number => left + (m / Math.max(1, length)) * (width - left - 8);
  const y = (m: number): number => height - bottom - (m / top) * (height - bottom - 8);
  const [along, up] = [stepOf(length, 9), stepOf(top, 4)];
  return (
    <section className="scene-panel section-panel" aria-label={words.t('scene:section')}>
      <header><h2>{words.t('scene:section')}</h2><span className="number dim">{metresText(length)} · {words.t('scene:section-cuts', { count: cuts.length })}</span><button type="button" className="button" onClick={onClose}>{words.t('scene:close')}</button></header>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words.t('scene:section-cuts', { count: cuts.length })}>
        {Array.from({ length: Math.floor(top / up) + 1 }, (_, i) => <g key={`u${i}`}><line x1={left} x2={width - 8} y1={y(i * up)} y2={y(i * up)} className="grid" /><text x={left - 6} y={y(i * up) + 4} textAnchor="end">{i * up}</text></g>)}
        {Array.from({ length: Math.floor(length / along) + 1 }, (_, i) => <text key={`a${i}`} x={x(i * along)} y={height - 8} textAnchor="middle">{i * along}</text>)}
        {cuts.map((c) => <rect key={c.id} x={x(c.from)} width={Math.max(1.5, x(c.to) - x(c.from))} y={y(c.top - ground)} height={Math.max(1, y(Math.max(0, c.foot - ground)) - y(c.top - ground))} className="cut-solid" data-form={c.form}><title>{`${words.name(nameOf(c.id) ?? { zh: c.id, en: c.id })} ${(c.top - c.foot).toFixed(1)} m`}</title></rect>)}
        <line x1={left} x2={width - 8} y1={y(0)} y2={y(0)} className="ground" />
      </svg>
      <ol>
        {cuts.map((c) => <li key={c.id}><button type="button" onClick={() => onChoose(c.id)}><span className="cut">{words.name(nameOf(c.id) ?? { zh: c.id, en: c.id })}</span> <span className="number dim">{c.from.toFixed(0)}–{c.to.toFixed(0)} m · {(c.top - ground).toFixed(1)} m</span></button></li>)}
      </ol>
    </section>
  );
}
