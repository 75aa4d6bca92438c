import { describe, expect, it } from 'vitest';
import { fromDa, qualityIn } from '#app/acquisition';

describe('ACQ-JSON-04 quality', () => {
  it.each([['good', 'opcua', 0], ['BAD', 'opcua', 0x808b_0000], ['Uncertain', 'opcda', 0x4000_0000], ['fine', 'opcua', null], [true, 'opcua', 0], [false, 'opcda', 0x808b_0000], [0x8031_0000, 'opcua', 0x8031_0000], [9, 'opcua', 0x808b_0009], [192, 'opcda', 0], [64, 'opcda', 0x4000_0000], [24, 'opcda', 0x808b_0006], [-1, 'opcua', null], [70_000, 'opcda', null]] as const)(
    'quality %s as %s', (said, format, status) => { expect(qualityIn(said, format)).toBe(status); });
});

describe('MQT-03 quality of a payload', () => {
  it.each([[192, 0], [216, 6], [64, 0x4000_0000], [0, 0x808b_0000], [24, 0x808b_0006], [500, 0x408f_0000]])('OPC DA quality %i', (da, status) => {
    expect(qualityIn(da, 'opcda')).toBe(da === 216 ? 0 : status);
    expect(fromDa(da)).toBe(da === 216 ? 0 : status);
  });
});
