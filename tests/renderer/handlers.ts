import { engineContract, type EngineContract } from '#app/contract';
import type { Handlers } from '#kernel/contract';
import { fail } from '#kernel/result';

export type Calls = Partial<Handlers<EngineContract>>;
const absent = async () => fail('not-here');
/** All calls of the contract: those given, and a fault for the rest. */
export const handlers = (calls: Calls): Handlers<EngineContract> =>
  ({ ...Object.fromEntries(Object.keys(engineContract.calls).map((name) => [name, absent])), ...calls }) as Handlers<EngineContract>;
