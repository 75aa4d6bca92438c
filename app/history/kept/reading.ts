import { Status } from '#app/acquisition';

/** True of a value that an instrument gave: `bad` ones are not, save those beyond its range. */
export const isReading = (value: number, status: number): boolean =>
  Number.isFinite(value) && (status >>> 31 === 0 || (status & 0xffff_0000) >>> 0 === Status.outOfRange);

/** 0 good, 1 uncertain, 2 bad: as the `worst` of a tier has it. */
export const qualityCode = (status: number): 0 | 1 | 2 => (status >>> 31 === 1 ? 2 : status >>> 30 === 1 ? 1 : 0);
export const qualities = ['good', 'uncertain', 'bad'] as const;
