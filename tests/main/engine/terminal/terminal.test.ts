import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { terminal, type Tty } from '../../../../main/engine/terminal/terminal.ts';

/** Two streams that say they are a terminal. */
function tty(isTTY = true) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const modes: boolean[] = [];
  const shown: string[] = [];
  output.on('data', (chunk: Buffer) => shown.push(chunk.toString('utf8')));
  const fake = { input: Object.assign(input, { isTTY, setRawMode: (on: boolean) => { modes.push(on); return input; } }), output: Object.assign(output, { isTTY, columns: 80 }) } as unknown as Tty;
  return { fake, press: (keys: string) => input.write(keys), modes, text: () => shown.join('') };
}

it('what is typed unseen is not shown, may be corrected, and holds whatever the keyboard has', async () => {
  const { fake, press, modes, text } = tty();
  const at = terminal(fake);
  for (const [keys, line] of [['Quay-7x\r', 'Quay-7x'], ['ab\u007fc\n', 'ac'], ['wrong\u0015right\r', 'right'], ['密码A1\r', '密码A1'], ['\r', ''], ['half\u0003', null], ['\u0004', null]] as const) {
    const typed = at?.secret('password: ');
    press(keys);
    expect(await typed).toBe(line);
  }
  expect(text()).toBe('password: \n'.repeat(7));
  expect(modes).toEqual(Array.from({ length: 7 }, () => [true, false]).flat());
});

it('what is typed in the open is trimmed; whoever ends the input breaks off', async () => {
  const { fake, press } = tty();
  const at = terminal(fake);
  const name = at?.line('name: ');
  press('  王建国 \r');
  expect(await name).toBe('王建国');
  const more = at?.line('name: ');
  press('\u0003');
  expect(await more).toBeNull();
});

it('a pipe is no terminal', () => { expect(terminal(tty(false).fake)).toBeNull(); });
