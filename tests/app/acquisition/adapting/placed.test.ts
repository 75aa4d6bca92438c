import { expect, it } from 'vitest';
import { placed, type Point } from '#app/acquisition';
import { pointId } from '#app/park';

const point = (handle: number, address: string): Point => ({ handle, id: pointId(`p${handle}`), address });

it('ACQ-ADDR-01 all points are placed, or the first address that means nothing is named', () => {
  const number = (address: string): number | null => (/^\d+$/.test(address) ? Number(address) : null);
  const [a, b] = [point(1, '7'), point(2, '0')];
  expect(placed([a, b], number)).toEqual({ ok: true, value: [{ place: 7, of: a }, { place: 0, of: b }] });
  expect(placed([a, point(3, 'x'), point(4, 'y')], number)).toEqual({ ok: false, fault: { code: 'bad-address', params: { address: 'x' } } });
});
