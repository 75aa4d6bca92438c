import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';

const systems = ['water', 'sewage', 'power', 'gas', 'heat', 'gallery'] as const;
const dashes: Readonly<Record<(typeof systems)[number], string | undefined>> = { water: undefined, sewage: '5 3', power: '2 3', gas: '9 3', heat: undefined, gallery: undefined };
const grades = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ'] as const;

/** What the signs mean: levels by shape and letter, states, quality, grades of hazard sources, systems by dash. */
export function Legend() {
  const words = useWords();
  return (
    <section className="scene-panel legend" aria-label={words.t('scene:legend')}>
      <header><h2>{words.t('scene:legend')}</h2></header>
      <ul className="legend-levels">{(['U', 'S', 'A', 'B', 'C', 'D'] as const).map((l) => <li key={l}><LevelMark level={l} look="steady" size={18} title={words.t(`alarm:level-${l}`)} /></li>)}</ul>
      <ul>
        <li><svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><rect x="5" y="5" width="12" height="12" style={{ fill: 'var(--level-s)', stroke: 'var(--value)', strokeWidth: 2.4 }} /></svg>{words.t('scene:legend-waiting')}</li>
        <li><svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><rect x="5" y="5" width="12" height="12" style={{ fill: 'none', stroke: 'var(--level-s)', strokeWidth: 2 }} /></svg>{words.t('scene:legend-over')}</li>
        <li><svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="3" style={{ fill: 'var(--dim)' }} /></svg>{words.t('scene:legend-normal')}</li>
        <li><svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="3" style={{ fill: 'none', stroke: 'var(--dim)', strokeWidth: 1.4 }} /><line x1="6" y1="16" x2="16" y2="6" style={{ stroke: 'var(--text)', strokeWidth: 1.2 }} /></svg>{words.t('scene:legend-flawed')}</li>
        <li className="legend-grades">{grades.map((g) => <span key={g}>{g}</span>)} {words.t('scene:legend-grades')}</li>
      </ul>
      <ul className="legend-systems">{systems.map((s) => <li key={s}><svg width="30" height="10" viewBox="0 0 30 10" aria-hidden="true"><line x1="0" x2="30" y1="5" y2="5" strokeDasharray={dashes[s]} style={{ stroke: `var(--map-${s})`, strokeWidth: 2.4 }} /></svg>{words.t(`scene:system-${s}`)}</li>)}</ul>
    </section>
  );
}
