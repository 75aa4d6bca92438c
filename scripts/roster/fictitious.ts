import { addDays, type DutyChange, type LocalDate, type Unit } from '#app/duty';

const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨', '朱', '秦', '许', '何', '吕', '施', '张', '孔', '曹', '严', '华', '金', '魏', '陶'] as const;
const given = ['甲一', '乙二', '丙三', '丁四', '戊五', '己六', '庚七', '辛八', '壬九', '癸十'] as const;
/** Nobody is called this: a surname, a stem of the calendar and its number. */
const nameOf = (n: number): string => `${surnames[n % surnames.length]!}${given[Math.floor(n / surnames.length) % given.length]!}`;
/** A number that nobody has: 000 begins no mobile number of China. */
const phoneOf = (n: number): string => `000${String(10_000_000 + n).slice(0, 8)}`;

/**
 * A roster of fictitious people as the changes that would enter it: for the park four groups of an officer each through three shifts and four leaders who have the day in turn; for each enterprise four officers in the same way.
 * Names are no names and numbers no numbers, so that nobody takes it for a real one. `first`: the day on which the cycles begin.
 */
export function fictitiousRoster(units: readonly Unit[], first: LocalDate, enterprises = units.length): readonly DutyChange[] {
  let n = 0;
  const person = (unit: string): { readonly id: string; readonly change: DutyChange } => {
    const id = `R${String(n + 1).padStart(4, '0')}`;
    const change: DutyChange = { do: 'put-person', id, name: nameOf(n), phone: phoneOf(n), unit };
    n++;
    return { id, change };
  };
  function shiftsOf(unit: string, each: number): readonly DutyChange[] {
    const groups = [1, 2, 3, 4].map((g) => ({ id: `${unit}-g${g}`, people: Array.from({ length: each }, () => person(unit)) }));
    return [
      ...groups.flatMap((g) => g.people.map((p) => p.change)),
      ...groups.map((g, i): DutyChange => ({ do: 'put-group', group: { id: g.id, unit, name: { zh: `值班${i + 1}组`, en: `Group ${i + 1}` }, head: g.people[0]!.id, members: g.people.map((p) => p.id) } })),
      { do: 'apply-template', template: 'four-groups', groups: groups.map((g) => g.id), cycle: { id: `${unit}-officers`, unit, post: 'officer', anchor: addDays(first, -8), from: first, until: null } },
    ];
  }
  function leadersOf(unit: string): readonly DutyChange[] {
    const groups = [1, 2, 3].map((g) => ({ id: `${unit}-l${g}`, head: person(unit) }));
    return [
      ...groups.map((g) => g.head.change),
      ...groups.map((g, i): DutyChange => ({ do: 'put-group', group: { id: g.id, unit, name: { zh: `带班${i + 1}`, en: `Leader ${i + 1}` }, head: g.head.id, members: [g.head.id] } })),
      { do: 'apply-template', template: 'three-groups', groups: groups.map((g) => g.id), cycle: { id: `${unit}-leaders`, unit, post: 'leader', anchor: first, from: first, until: null } },
    ];
  }
  const need = (unit: Unit, leader: number, officer: number): DutyChange => ({ do: 'put-unit', unit: { ...unit, cover: { leader, officer }, approval: unit.id === 'park' } });
  return units.filter((u, i) => u.id === 'park' || i <= enterprises).flatMap((unit) => (unit.id === 'park'
    ? [...shiftsOf(unit.id, 2), ...leadersOf(unit.id), need(unit, 1, 2)] : [...shiftsOf(unit.id, 1), need(unit, 0, 1)]));
}
