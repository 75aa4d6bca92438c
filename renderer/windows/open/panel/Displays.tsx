import { useStore } from 'zustand';
import { useWords } from '#kit/words';
import type { Workstation } from '../workstation.ts';

/** A small picture of the displays and the windows on them. */
export function Displays({ of }: { readonly of: Workstation }) {
  const words = useWords();
  const arrangement = useStore(of.windows.state, (s) => s.arrangement);
  const self = useStore(of.windows.state, (s) => s.self?.id ?? null);
  if (arrangement === null || arrangement.displays.length === 0) return null;
  const { displays, windows } = arrangement;
  const left = Math.min(...displays.map((d) => d.bounds.x));
  const top = Math.min(...displays.map((d) => d.bounds.y));
  const width = Math.max(...displays.map((d) => d.bounds.x + d.bounds.width)) - left;
  const height = Math.max(...displays.map((d) => d.bounds.y + d.bounds.height)) - top;
  const unit = Math.max(width / 600, height / 240);   // how many screen pixels one of the picture's stands for
  const seen = windows.toSorted((a, b) => b.bounds.width * b.bounds.height - a.bounds.width * a.bounds.height);
  return (
    <svg className="displays" viewBox={`${left - 8 * unit} ${top - 8 * unit} ${width + 16 * unit} ${height + 16 * unit}`} role="img" aria-label={words.t('workstation:arrangement-said', { displays: displays.length, windows: windows.length })}>
      {displays.map((d) => (
        <rect key={d.id} {...d.bounds} className="display" strokeWidth={2 * unit} />
      ))}
      {seen.map((w) => (
        <g key={w.id} data-self={w.id === self} data-displaced={w.displaced}>
          <rect x={w.bounds.x + 3 * unit} y={w.bounds.y + 3 * unit} width={Math.max(0, w.bounds.width - 6 * unit)} height={Math.max(0, w.bounds.height - 6 * unit)} className="display-window" strokeWidth={1.5 * unit} />
          <text x={w.bounds.x + 12 * unit} y={w.bounds.y + 24 * unit} fontSize={14 * unit}>{words.t(`workstation:kind-${w.kind}`)}{w.show === null ? '' : ` ${w.show}`}{w.displaced ? ` · ${words.t('workstation:displaced')}` : ''}</text>
        </g>
      ))}
      {displays.map((d) => <text key={d.id} x={d.bounds.x + 12 * unit} y={d.bounds.y + d.bounds.height - 12 * unit} fontSize={12 * unit} className="display-label">{`${d.label} ${d.bounds.width}×${d.bounds.height}`.trim()}</text>)}
    </svg>
  );
}
