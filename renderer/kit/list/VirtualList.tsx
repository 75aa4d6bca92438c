import './list.css';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Rows } from '../rows.ts';
import { anchorOf, keptPlace, newAbove, placeShowing, sightOf, withinRows, type Place } from './keep-place.ts';

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

/** Rows of one height, of which only those in sight are drawn. A row under the cursor never moves, and a list that was scrolled keeps its place. */
export function VirtualList<T>({ rows, keyOf, rowHeight, label, render, selected, onSelect, chip, onVisible, optionId, tree = false, aria, onHand }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const pointer = useRef<number | null>(null);                    // px below the top edge of the list
  const anchor = useRef<{ readonly key: string; readonly index: number } | null>(null);
  const latest = useRef(rows);
  const [place, setPlace] = useState<Place>({ scrollTop: 0, lead: 0 });
  const [height, setHeight] = useState(0);
  const [above, setAbove] = useState(0);
  const placeNow = useRef(place);

  /** Remembers the row that must not move at the next change. */
  const hold = useCallback((): void => {
    const now = placeNow.current;
    const under = pointer.current === null ? null : Math.floor((now.scrollTop - now.lead + pointer.current) / rowHeight);
    const index = anchorOf(under !== null && latest.current.at(under) !== undefined ? under : null, now, rowHeight);
    const row = index === null ? undefined : latest.current.at(index);
    anchor.current = row === undefined || index === null ? null : { key: keyOf(row), index };
  }, [rowHeight, keyOf]);
  const go = useCallback((next: Place): void => {
    placeNow.current = next;
    setPlace(next);
    hold();
  }, [hold]);

  useLayoutEffect(() => {                                       // the rows changed: the anchor stays where it was
    latest.current = rows;
    const was = anchor.current;
    const index = was === null ? -1 : rows.indexOf(was.key);
    if (was !== null && index >= 0 && index !== was.index) {
      setAbove((n) => newAbove(n, index - was.index));
      go(keptPlace(placeNow.current, was.index, index, rowHeight));
    } else if (index < 0 && was !== null) go(withinRows(placeNow.current, rows.length, rowHeight, box.current?.clientHeight ?? 0));
    else hold();
  }, [rows, rowHeight, hold, go]);

  useLayoutEffect(() => { if (box.current !== null && box.current.scrollTop !== place.scrollTop) box.current.scrollTop = place.scrollTop; }, [place]);

  useLayoutEffect(() => {                                       // the keyboard moved the selection: bring it into sight
    const index = selected === null ? -1 : latest.current.indexOf(selected);
    if (index >= 0 && pointer.current === null) go(placeShowing(placeNow.current, index, rowHeight, box.current?.clientHeight ?? 0));
  }, [selected, rowHeight, go]);

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
    if (pointer.current === null) onHand?.(true);
    pointer.current = e.clientY - (box.current?.getBoundingClientRect().top ?? 0);
    hold();
  }
  function left(): void {
    pointer.current = null;
    onHand?.(false);
    if (placeNow.current.lead > 0) go({ scrollTop: 0, lead: 0 });  // nobody looks at a row any more: the gap closes
    else hold();
  }
  function scrolled(): void {
    const scrollTop = box.current?.scrollTop ?? 0;
    if (scrollTop === 0) setAbove(0);
    go({ scrollTop, lead: placeNow.current.lead });
  }
  function toTop(): void {
    pointer.current = null;
    setAbove(0);
    go({ scrollTop: 0, lead: 0 });
  }
  return (
    <div className="virtual">
      {above > 0 && <button type="button" className="virtual-chip" onClick={toTop}>{chip(above)} ↑</button>}
      <div ref={box} className="virtual-box" onScroll={scrolled} onPointerMove={moved} onPointerLeave={left}
        role={tree ? 'tree' : 'listbox'} aria-label={label} tabIndex={0} aria-activedescendant={drawn.some((d) => d.key === selected) && selected !== null ? optionId(selected) : undefined}>
        <div className="virtual-space" role="presentation" style={{ height: Math.max(rows.length * rowHeight + place.lead, place.scrollTop + height) }}>
          {drawn.map(({ index, row, key }) => (
            <div key={key} id={optionId(key)} role={tree ? 'treeitem' : 'option'} aria-selected={key === selected} {...aria?.(row)} aria-setsize={rows.length} aria-posinset={index + 1}
              className="virtual-row" style={{ height: rowHeight, transform: `translateY(${place.lead + index * rowHeight}px)` }} onClick={(e) => onSelect?.(key, e)}>
              {render(row)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
