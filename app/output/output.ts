import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Actor } from '#kernel/session';

export type OutputFault = Fault<'unreachable' | 'refused' | 'not-recorded'>;
type Sent = Promise<Result<void, OutputFault>>;

/** Words for people or other systems: an SMS, a report to the province. `template`: worded at the far end, in its language. */
export interface Message { readonly to: string; readonly template: string; readonly params: Fault['params']; readonly by: Actor }
/** An order to a thing: a horn, a siren, a barrier. `cause`: what it is about, mostly an occurrence. */
export interface Command { readonly device: string; readonly order: string; readonly cause: string; readonly by: Actor }

/** Everything that leaves the house leaves here. */
export interface Outputs { send(message: Message): Sent; command(command: Command): Sent }

/** Where the outputs of a drill, of a replay, and of a site without channels go. */
export const nowhere: Outputs = { send: async () => ok(undefined), command: async () => ok(undefined) };

/** What an output may write: resolves when it is committed. */
export type WriteOutput = (kind: OutputKind, body: Message | Command, fault?: Fault) => Promise<Result<unknown>>;
export type OutputKind = 'output.send' | 'output.command' | 'output.send.failed' | 'output.command.failed';

/** A channel that throws has failed to send; it ends nothing else. */
async function attempt(go: () => Sent): Sent {
  try { return await go(); } catch (error) { return fail('refused', { reason: String(error).slice(0, 200).toWellFormed() }); }
}

/** OUT-01: what leaves, or would have left, is committed to the journal before it goes. OUT-02: what failed is written after. OUT-03: it goes even where it cannot be recorded: a full disk never silences a horn. */
export function journalled(outputs: Outputs, write: WriteOutput): Outputs {
  const kept = <B extends Message | Command>(kind: 'output.send' | 'output.command', go: (body: B) => Sent) => async (body: B): Sent => {
    await write(kind, body);
    const result = await attempt(() => go(body));
    if (!result.ok) await write(`${kind}.failed`, body, result.fault);
    return result;
  };
  return { send: kept('output.send', (m: Message) => outputs.send(m)), command: kept('output.command', (c: Command) => outputs.command(c)) };
}
