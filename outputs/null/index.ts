import { type Outputs } from '#app/output';
import { ok } from '#kernel/result';

/** The output of a site without channels: nothing leaves the house, and the log says what would have left. */
export function nullOutputs(note: (line: string) => void): Outputs {
  return {
    send: async ({ to, template }) => { note(`output null: send ${template} to ${to}`); return ok(undefined); },
    command: async ({ device, order, cause }) => { note(`output null: ${device} ${order} ${cause}`); return ok(undefined); },
  };
}
