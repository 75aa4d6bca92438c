import { expect, it } from 'vitest';
import { commandOf } from '../../simulator/command.ts';

it.each([
  ['', { do: 'nothing' }],
  ['  quit ', { do: 'quit' }],
  ['scenario leak-at-tank-7', { do: 'scenario', name: 'leak-at-tank-7' }],
  ['fault drop dcs-1', { do: 'fault', kind: 'drop', device: 'dcs-1', point: null, ms: null }],
  ['fault late plc-2 3000', { do: 'fault', kind: 'late', device: 'plc-2', point: null, ms: 3000 }],
  ['fault frozen gds-3 GD-A01', { do: 'fault', kind: 'frozen', device: 'gds-3', point: 'GD-A01', ms: null }],
  ['clear dcs-1', { do: 'clear', device: 'dcs-1' }],
])('%j', (line, command) => { expect(commandOf(line)).toEqual(command); });

it.each(['scenario tea', 'fault tea dcs-1', 'fault drop', 'clear', 'tea'])('%j is answered with a sentence', (line) => {
  expect(commandOf(line)).toBeTypeOf('string');
});
