import type { KeyboardEvent } from 'react';
import type { Binding, DrawnSymbol as Drawn } from '#app/mimic';
import { useWords } from '#kit/words';
import type { PointLook } from '../look.ts';
import { sentence, shownOf } from './shown.ts';
import type { Recall } from './Snippet.tsx';
import { Overlay, Visual } from './Visual.tsx';

interface Props { readonly symbol: Drawn; readonly bindings: readonly Binding[]; readonly lookOf: (point: string) => PointLook; readonly recall: Recall; readonly chosen: boolean; readonly onAsk: (s: Drawn) => void; readonly problem: string | null }

/** One of our symbols with what is bound to it: its shape in greys; colour only of an alarm, at its edge and in its marker. What may be pressed is its box, which says it all in words. */
export function DrawnSymbol({ symbol, bindings, lookOf, recall, chosen, onAsk, problem }: Props) {
  const words = useWords();
  const shown = shownOf(symbol, bindings, lookOf);
  const { x, y, width: w, height: h } = symbol;
  const active = bindings.length > 0;
  const parts = { symbol, bindings, lookOf, recall, shown };
  const press = (e: KeyboardEvent): void => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); e.stopPropagation(); onAsk(symbol); } };
  if (!shown.there) return null;
  return (
    <g
      transform={`translate(${x} ${y})`} className="mimic-symbol" data-kind={symbol.kind} data-level={shown.worst?.level} data-flaw={shown.flaw ?? undefined} data-chosen={chosen} data-point={shown.looks[0]?.id} data-active={active}
      {...(active && { onClick: () => onAsk(symbol) })}
    >
      <rect
        x={-4} y={-4} width={w + 8} height={h + 8} fill="transparent" className="mimic-hit"
        {...(active && { role: 'button', tabIndex: 0, 'aria-label': sentence(symbol, bindings, shown.looks, problem, words), onKeyDown: press })}
      />
      <g aria-hidden={active}>
        <Visual {...parts} />
        <Overlay {...parts} />
        {problem !== null && <g className="mimic-problem"><rect x={-3} y={-3} width={w + 6} height={h + 6} /><text x={w / 2} y={h / 2} textAnchor="middle" dominantBaseline="central" fontSize={15}>{problem}</text></g>}
      </g>
    </g>
  );
}
