import { expect, it } from 'vitest';
import { journalled, nowhere, type Command, type WriteOutput } from '#app/output';
import { fail, ok } from '#kernel/result';
import { actor } from '#kernel/session';

const sound: Command = { device: 'horn', order: 'sound', cause: 'LEL-101.HH/1/0', by: actor('engine') };

it('OUT-01 OUT-02 what leaves is committed before it goes, what failed after; and what goes nowhere is written all the same', async () => {
  const order: string[] = [];
  const write: WriteOutput = async (kind) => { await Promise.resolve(); order.push(kind); return ok(null); };
  await journalled({ ...nowhere, command: async () => { order.push('gone'); return fail('refused'); } }, write).command(sound);
  await journalled(nowhere, write).command(sound);
  await journalled(nowhere, write).send({ to: 'chief', template: 'gas', params: {}, by: sound.by });
  expect(order).toEqual(['output.command', 'gone', 'output.command.failed', 'output.command', 'output.send']);
});

it('OUT-03 a full disk does not silence a horn', async () => {
  let gone = 0;
  const outputs = journalled({ ...nowhere, command: async () => { gone++; return ok(undefined); } }, async () => fail('disk-full'));
  expect(await outputs.command(sound)).toEqual(ok(undefined));
  expect(gone).toBe(1);
});
