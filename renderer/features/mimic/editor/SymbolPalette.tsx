import { useStore } from 'zustand';
import { firstSize, symbolKinds } from '#app/mimic';
import { useWords } from '#kit/words';
import { Bar, Column, Pipe, Pump, Sphere, Tank, Valve } from '../symbols/shapes.tsx';
import type { DraftStore } from './draft-store.ts';

const solids = { tank: Tank, sphere: Sphere, column: Column, pump: Pump, valve: Valve, pipe: Pipe, bar: Bar } as const;

/** Our symbols; a press puts one in the middle of the drawing. */
export function SymbolPalette({ store }: { readonly store: DraftStore }) {
  const words = useWords();
  const size = useStore(store.state, (s) => s.draft?.now.size ?? null);
  if (size === null) return null;
  return (
    <nav className="mimic-palette scroll" aria-label={words.t('mimic:palette')}>
      <h2>{words.t('mimic:palette')}</h2>
      {symbolKinds.map((kind) => {
        const { width, height } = firstSize[kind];
        const Solid = kind in solids ? solids[kind as keyof typeof solids] : null;
        return (
          <button key={kind} type="button" onClick={() => store.add({ do: 'add', kind, at: { x: Math.round((size.width - width) / 20) * 10, y: Math.round((size.height - height) / 20) * 10 } })}>
            <svg viewBox={`-4 -4 ${width + 8} ${height + 8}`} width={44} height={44} aria-hidden="true">
              {Solid !== null ? <Solid width={width} height={height} full={0.6} on={undefined} ticks={[]} /> : <><rect x={1} y={1} width={width - 2} height={height - 2} fill="var(--mimic-well)" stroke="var(--mimic-edge)" strokeWidth={3} /><text x={width / 2} y={height / 2} textAnchor="middle" dominantBaseline="central" fontSize={Math.min(height * 0.8, 40)} fill="var(--mimic-text)">{kind === 'value' ? '12.3' : kind === 'trend' ? '∿' : 'Aa'}</text></>}
            </svg>
            {words.t(`mimic:symbol-${kind}`)}
          </button>
        );
      })}
    </nav>
  );
}
