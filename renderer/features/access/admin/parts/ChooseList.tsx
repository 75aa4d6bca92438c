import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { VirtualList } from '#kit/list/VirtualList.tsx';
import type { Rows } from '#kit/rows';
import { useWords } from '#kit/words';

interface Props<T> {
  readonly rows: readonly T[]; readonly keyOf: (row: T) => string; readonly label: string; readonly rowHeight?: number;
  readonly selected: string | null; readonly onSelect: (key: string) => void;
  /** Enter on a row: into what is beside the list. */
  readonly onEnter?: () => void; readonly render: (row: T) => ReactNode; readonly head?: ReactNode;
}
const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last), ArrowUp: (at) => Math.max(at - 1, 0), Home: () => 0, End: (_, last) => last,
};

/** Rows that are gone through by arrows and chosen from; only those in sight are drawn. */
export function ChooseList<T>({ rows, keyOf, label, rowHeight = 48, selected, onSelect, onEnter, render, head }: Props<T>) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const indexOf = (key: string): number => rows.findIndex((r) => keyOf(r) === key);
  function pressed(e: KeyboardEvent): void {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === 'Enter' && selected !== null && onEnter !== undefined) { e.preventDefault(); onEnter(); return; }
    const move = moves[e.key];
    const row = move === undefined ? undefined : rows[selected === null ? 0 : move(indexOf(selected), rows.length - 1)];
    if (row === undefined) return;
    e.preventDefault();
    onSelect(keyOf(row));
  }
  const all: Rows<T> = { length: rows.length, at: (i) => rows[i], indexOf };
  return (
    <div className="admin-list" ref={box} onKeyDown={pressed}>
      {head !== undefined && <div className="admin-list-head" aria-hidden="true">{head}</div>}
      <div className="admin-list-rows">
        <VirtualList rows={all} keyOf={keyOf} rowHeight={rowHeight} label={label} render={render} selected={selected} onSelect={onSelect} chip={(count) => words.t('admin:above', { count })} optionId={(key) => `admin-${key}`} />
      </div>
    </div>
  );
}
