import { z } from 'zod';
import { optionsOf, type AdapterFault } from '#app/acquisition';
import type { Result } from '#kernel/result';

const Schema = z.strictObject({
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535).default(502),
  unit: z.int().min(0).max(255).default(1),
  everyMs: z.int().min(10).max(3_600_000).default(1000),
  answerMs: z.int().min(10).max(60_000).default(1000),
  retryMs: z.int().min(10).max(600_000).default(1000),
  maxRegisters: z.int().min(4).max(125).default(125),
  maxGap: z.int().min(0).max(124).default(8),
});

/** One device or gateway. `unit`: where an address names none. `everyMs`: how often every point is asked. `answerMs`: how long a connection or an answer may take. `retryMs`: between attempts. `maxRegisters`, `maxGap`: how large a read may be, and how many registers nobody wants it may take along. */
export type ModbusOptions = z.infer<typeof Schema>;

/** Checks what a site wrote; `bad-options` names the first field that is wrong. */
export const modbusOptions = (raw: unknown): Result<ModbusOptions, AdapterFault> => optionsOf('modbus', Schema, raw);
