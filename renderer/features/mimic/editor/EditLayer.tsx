import { useRef, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import type { DrawnSymbol } from '#app/mimic';
import { useWords } from '#kit/words';
import type { DraftStore } from './draft-store.ts';

/** The grid that a hand moves on, in units of the drawing. */
export const grid = 10;
const snapped = (n: number, free: boolean): number => (free ? Math.round(n) : Math.round(n / grid) * grid);

interface Drag { readonly kind: 'move' | 'size'; readonly id: string; readonly from: { readonly x: number; readonly y: number }; readonly box: Pick<DrawnSymbol, 'x' | 'y' | 'width' | 'height'>; readonly grip: string; done: { x: number; y: number } }

/** Over the living drawing: takes hold of symbols, moves and sizes them. Alt is free of the grid; Shift chooses one more. */
export function EditLayer({ store }: { readonly store: DraftStore }) {
  const words = useWords();
  const draft = useStore(store.state, (s) => s.draft);
  const chosen = useStore(store.state, (s) => s.chosen);
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<Drag | null>(null);
  const turn = useRef(0);
  if (draft === null) return null;
  const { symbols, size } = draft.now;

  function at(e: PointerEvent): { x: number; y: number } {
    const back = svg.current?.getScreenCTM()?.inverse();
    const p = back === undefined ? { x: 0, y: 0 } : new DOMPoint(e.clientX, e.clientY).matrixTransform(back);
    return { x: p.x, y: p.y };
  }
  function take(e: PointerEvent, s: DrawnSymbol, kind: Drag['kind']): void {
    if (e.button !== 0) return;
    e.stopPropagation();
    if (e.shiftKey) { const next = new Set(chosen); if (!next.delete(s.id)) next.add(s.id); store.choose(next); return; }
    if (!chosen.has(s.id)) store.choose([s.id]);
    e.currentTarget.setPointerCapture(e.pointerId);
    drag.current = { kind, id: s.id, from: at(e), box: s, grip: `drag-${++turn.current}`, done: { x: 0, y: 0 } };
  }
  function pull(e: PointerEvent): void {
    const d = drag.current;
    if (d === null) return;
    const now = at(e);
    const [dx, dy] = [now.x - d.from.x, now.y - d.from.y];
    if (d.kind === 'size') {
      store.act({ do: 'place', id: d.id, box: { width: Math.max(grid, snapped(d.box.width + dx, e.altKey)), height: Math.max(e.altKey ? 4 : grid, snapped(d.box.height + dy, e.altKey)) } }, d.grip);
      return;
    }
    const to = { x: snapped(d.box.x + dx, e.altKey) - d.box.x, y: snapped(d.box.y + dy, e.altKey) - d.box.y };
    store.act({ do: 'move', ids: store.state.getState().chosen, dx: to.x - d.done.x, dy: to.y - d.done.y }, d.grip);
    d.done = to;
  }
  const release = (): void => { drag.current = null; };
  const only = chosen.size === 1 ? symbols.find((s) => chosen.has(s.id)) : undefined;
  return (
    <svg ref={svg} className="mimic-edit" viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="xMidYMid meet" role="group" aria-label={words.t('mimic:canvas')} onPointerMove={pull} onPointerUp={release} onPointerCancel={release}>
      <rect x={0} y={0} width={size.width} height={size.height} className="mimic-paper" onPointerDown={() => store.choose([])} />
      {symbols.map((s) => (
        <rect key={s.id} x={s.x} y={s.y} width={s.width} height={s.height} transform={s.turn === 0 ? undefined : `rotate(${s.turn} ${s.x + s.width / 2} ${s.y + s.height / 2})`} className="mimic-grip" data-chosen={chosen.has(s.id)}
          tabIndex={0} role="button" aria-pressed={chosen.has(s.id)} aria-label={`${words.t(`mimic:symbol-${s.kind}`)} ${s.id}`}
          onPointerDown={(e) => take(e, s, 'move')} onKeyDown={(e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); e.stopPropagation(); store.choose(e.shiftKey ? [...chosen, s.id] : [s.id]); } }} />
      ))}
      {only !== undefined && <rect x={only.x + only.width - 7} y={only.y + only.height - 7} width={14} height={14} className="mimic-handle" onPointerDown={(e) => take(e, only, 'size')} />}
    </svg>
  );
}
