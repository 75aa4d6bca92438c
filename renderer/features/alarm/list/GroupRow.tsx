import { memo } from 'react';
import { levels } from '#app/park';
import { Age } from '#kit/controls/Age.tsx';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWords } from '#kit/words';
import type { GroupView } from './groups.ts';

interface Props { readonly group: GroupView; readonly expanded: boolean; readonly title: string; readonly where: string; readonly onToggle: (id: string, on: boolean) => void }

/** The head of a group in two lines: its place, how many wait; how many of each level, when the newest came. */
export const GroupRow = memo(function GroupRow({ group, expanded, title, where, onToggle }: Props) {
  const words = useWords();
  return (
    <div className="group-row" data-waiting={group.waiting > 0}>
      <span className="group-arrow" aria-hidden="true" onClick={(e) => { e.stopPropagation(); onToggle(group.id, !expanded); }}>{expanded ? '▾' : '▸'}</span>
      <LevelMark level={group.worst} look={group.waiting > 0 ? 'waiting' : 'steady'} size={28} title={words.t('alarm:group-worst', { level: words.t(`alarm:level-${group.worst}`) })} />
      <span className="group-title cut" title={`${title} ${where}`}>{title} <small className="dim">{where}</small></span>
      <span className="group-waiting number">{group.waiting === 0 ? words.t('alarm:group-none-waiting', { all: group.length }) : words.t('alarm:group-waiting', { waiting: group.waiting, all: group.length })}</span>
      <span className="group-levels number">{levels.filter((l) => (group.of[l] ?? 0) > 0).map((l) => <span key={l}><LevelMark level={l} look="steady" size={16} title={words.t(`alarm:level-${l}`)} />{group.of[l]}</span>)}</span>
      <span className="group-newest dim">{words.t('alarm:group-newest')} <Age at={group.newest} /></span>
    </div>
  );
});
