import fc from 'fast-check';
import type { Drawing, Edit } from '#app/mimic';
import { sides, symbolKinds } from '#app/mimic';

/** A small drawing: a tank with its level, a value, and a way to another mimic. */
export const drawn = (more: Partial<Drawing> = {}): Drawing => ({
  formatVersion: 1, name: { zh: '罐区', en: 'Tank farm' }, size: { width: 1600, height: 900 },
  symbols: [
    { id: 'tank-1', kind: 'tank', x: 100, y: 100, width: 120, height: 150, turn: 0, label: { zh: '一号', en: 'One' } },
    { id: 'value-1', kind: 'value', x: 100, y: 260, width: 120, height: 34, turn: 0 },
  ],
  bindings: [
    { element: 'tank-1', show: 'level', point: 'T-01.LEVEL' }, { element: 'tank-1', show: 'colour', point: 'T-01.LEVEL' },
    { element: 'value-1', show: 'text', point: 'T-01.LEVEL', digits: 1, unit: true }, { element: 'farm', show: 'go', mimic: 'overview' },
  ],
  ...more,
});

const ids = fc.uniqueArray(fc.constantFrom('tank-1', 'value-1', 'pump-1', 'pipe-1', 'nothing'), { maxLength: 3 }).map((list) => new Set(list));
const far = fc.double({ min: -30_000, max: 30_000, noNaN: true });
/** Anything that a hand can do, and some that it should not. */
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), kind: fc.constantFrom(...symbolKinds), at: fc.record({ x: far, y: far }) }),
  fc.record({ do: fc.constantFrom('remove' as const), ids }),
  fc.record({ do: fc.constant('copy' as const), ids, dx: far, dy: far }),
  fc.record({ do: fc.constant('move' as const), ids, dx: far, dy: far }),
  fc.record({ do: fc.constant('place' as const), id: fc.constantFrom('tank-1', 'value-1'), box: fc.record({ width: far, height: far, turn: far }) }),
  fc.record({ do: fc.constant('turn' as const), ids, by: fc.integer({ min: -720, max: 720 }) }),
  fc.record({ do: fc.constant('align' as const), ids, to: fc.constantFrom(...sides) }),
  fc.record({ do: fc.constant('order' as const), ids, to: fc.constantFrom('front' as const, 'back' as const) }),
  fc.record({ do: fc.constant('label' as const), id: fc.constantFrom('tank-1', 'nothing'), label: fc.option(fc.record({ zh: fc.string({ maxLength: 250 }), en: fc.string() })) }),
  fc.record({ do: fc.constant('bind' as const), binding: fc.record({ element: fc.constantFrom('tank-1', 'value-1'), show: fc.constant('trend' as const), point: fc.string({ minLength: 1, maxLength: 4 }), minutes: fc.constant(10) }) }),
  fc.record({ do: fc.constant('unbind' as const), element: fc.constantFrom('tank-1', 'value-1'), show: fc.constantFrom('level' as const, 'trend' as const) }),
  fc.record({ do: fc.constant('name' as const), name: fc.record({ zh: fc.string({ maxLength: 4 }), en: fc.string({ maxLength: 4 }) }) }),
);
