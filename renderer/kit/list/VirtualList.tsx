import './list.css';
import { useEffect, useLayoutEffect, useReducer, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Rows } from '../rows.ts';
import { placeShowing, sightOf } from './keep-place.ts';
import { standing } from './standing.ts';

/** What a row is to a screen reader: in a tree its depth and whether it is open; whether it is picked, where rows can be. */
export interface RowAria { readonly 'aria-level'?: number; readonly 'aria-expanded'?: boolean; readonly 'aria-checked'?: boolean }

interface Props<T> {
  readonly rows: Rows<T>;
  readonly keyOf: (row: T) => string;
  readonly rowHeight: number;
  readonly label: string;
  readonly render: (row: T) => ReactNode;
  readonly selected: string | null;
  readonly onSelect?: (key: string, press: { readonly shiftKey: boolean; readonly ctrlKey: boolean }) => void;
  /** The rows are a tree drawn flat. */
  readonly tree?: boolean;
  readonly aria?: (row: T) => RowAria;
  /** Hears whether a pointer is on the list. */
  readonly onHand?: (on: boolean) => void;
  /** What the chip says when rows came above while one was elsewhere: "3 new above". */
  readonly chip: (count: number) => string;
  /** Hears which rows are in sight, so that their values can be asked for. */
  readonly onVisible?: (keys: readonly string[]) => void;
  readonly optionId: (key: string) => string;
}

/** Rows of one height, of which only those in sight are drawn. A row under the cursor never moves, and a list that was scrolled keeps its place: when rows come above it the layer moves, and no row on it is painted again. */
export function VirtualList<T>({ rows, keyOf, rowHeight, label, render, selected, onSelect, chip, onVisible, optionId, tree = false, aria, onHand }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const listed = useRef(rows);
  const [stand] = useState(() => standing(keyOf, rowHeight));
  const [height, setHeight] = useState(0);
  const [, drawAgain] = useReducer((n: number) => n + 1, 0);
  stand.take(rows, height);                                       // while drawing, so that a change costs one drawing and not two
  const [place, base, above] = [stand.place(), stand.base(), stand.above()];

  useLayoutEffect(() => { listed.current = rows; }, [rows]);
  useLayoutEffect(() => { if (box.current !== null && box.current.scrollTop !== place.scrollTop) box.current.scrollTop = place.scrollTop; }, [place]);

  useLayoutEffect(() => {                                       // the keyboard moved the selection: bring it into sight
    const index = selected === null ? -1 : listed.current.indexOf(selected);
    if (index >= 0 && !stand.hasPointer() && stand.go(placeShowing(stand.place(), index, rowHeight, box.current?.clientHeight ?? 0))) drawAgain();
  }, [selected, rowHeight, stand]);

  useEffect(() => {
    const at = box.current;
    if (at === null) return;
    const resized = new ResizeObserver(() => setHeight(at.clientHeight));
    resized.observe(at);
    return () => resized.disconnect();
  }, []);

  const [first, last] = sightOf(place, height, rows.length, rowHeight, 8);
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, i) => ({ index: first + i, row: rows.at(first + i) })).flatMap(({ index, row }) => (row === undefined ? [] : [{ index, row, key: keyOf(row) }]));
  const keys = drawn.map((d) => d.key).join('\n');
  useEffect(() => onVisible?.(keys === '' ? [] : keys.split('\n')), [keys, onVisible]);

  function moved(e: PointerEvent): void {
    if (!stand.hasPointer()) onHand?.(true);
    stand.pointed(e.clientY - (box.current?.getBoundingClientRect().top ?? 0));
  }
  function left(): void {
    stand.pointed(null);
    onHand?.(false);
    if (stand.place().lead > 0 && stand.go({ scrollTop: 0, lead: 0 })) drawAgain();  // nobody looks at a row any more: the gap closes
  }
  function scrolled(): void {
    if (stand.go({ scrollTop: box.current?.scrollTop ?? 0, lead: stand.place().lead })) drawAgain();
  }
  function toTop(): void {
    stand.pointed(null);
    stand.go({ scrollTop: 0, lead: 0 });
    drawAgain();
  }
  return (
    <div className="virtual">
      {above > 0 && <button type="button" className="virtual-chip" onClick={toTop}>{chip(above)} ↑</button>}
      <div ref={box} className="virtual-box" onScroll={scrolled} onPointerMove={moved} onPointerLeave={left}
        role={tree ? 'tree' : 'listbox'} aria-label={label} tabIndex={0} aria-activedescendant={drawn.some((d) => d.key === selected) && selected !== null ? optionId(selected) : undefined}>
        <div className="virtual-space" role="presentation" style={{ height: Math.max(rows.length * rowHeight + place.lead, place.scrollTop + height) }}>
          <div className="virtual-layer" role="presentation" style={{ transform: `translateY(${place.lead + base * rowHeight}px)` }}>
            {drawn.map(({ index, row, key }) => (
              <div key={key} id={optionId(key)} role={tree ? 'treeitem' : 'option'} aria-selected={key === selected} {...aria?.(row)} aria-setsize={rows.length} aria-posinset={index + 1}
                className="virtual-row" style={{ height: rowHeight, transform: `translateY(${(index - base) * rowHeight}px)` }} onClick={(e) => onSelect?.(key, e)}>
                {render(row)}
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
