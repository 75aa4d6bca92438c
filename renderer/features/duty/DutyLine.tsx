import { useStore } from 'zustand';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { DutyStore } from './duty-store.ts';
import type { ShiftsStore } from './shifts-store.ts';

/** The shift of now and who has it, in one line, to be read from afar. Names stand there while somebody sits at the desk; the shift always does. `now`: epoch ms, of this shift. */
export function DutyLine({ store, shifts, now }: { readonly store: DutyStore; readonly shifts: ShiftsStore; readonly now: number }) {
  const words = useWords();
  const site = useSiteTime();
  const shift = useStore(shifts.state, (s) => s.shifts).at(now);
  const watch = useStore(store.state, (s) => s.now?.watches.find((w) => w.unit === 'park'));
  const own = watch?.shift === shift.id ? watch : undefined;
  const names = (post: 'leader' | 'officer'): string => own?.people.filter((p) => p.post === post).map((p) => p.name).join(' ') ?? '';
  const line = words.t('duty:line', { shift: words.name(shift.shift.name), time: site.minute(shift.from) });
  const people = (['leader', 'officer'] as const).filter((post) => names(post) !== '').map((post) => words.t(`duty:line-${post}`, { names: names(post) }));
  return <p className="duty-line number cut" title={[line, ...people].join(' · ')}>{line}{people.map((p) => <span key={p}> · {p}</span>)}</p>;
}
