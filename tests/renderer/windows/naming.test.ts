import { expect, it } from 'vitest';
import { shippedWords } from '#kit/words';
import { actorOf } from '../../../renderer/windows/naming.ts';

it('who did it: the engine, a place, whoever was seen at this seat by name, anybody else by a short id that says nothing about her', () => {
  const actor = actorOf(shippedWords('en'), new Map([['p-1', { name: '王芳', login: 'wang' }], ['p-2', { name: '', login: 'li' }]]));
  expect(['engine', 'unidentified@desk-1', 'p-1', 'p-2', 'p-0f3c9a1e-77aa-4b11-9d55-1a2b3c4d5e6f'].map(actor)).toEqual(['engine', 'not signed in (desk-1)', '王芳 (wang)', 'li', 'person 0f3c9a1e']);
});
