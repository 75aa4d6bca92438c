import { shellContract, type ShellContract } from '#app/contract';
import type { Handlers } from '#kernel/contract';
import { fail } from '#kernel/result';

/** A shell that can do nothing, as a browser has it; a test says what it can. */
export const absentShell = Object.fromEntries(Object.keys(shellContract.calls).map((name) => [name, async () => fail('no-shell')])) as unknown as Handlers<ShellContract>;
