import { expect, it } from 'vitest';
import { gated, meant, type Action } from '#kit/actions';

const action = (id: string, keys: readonly string[], allowed = true): Action => ({ id, title: 'desk:keys', keys, allowed: () => allowed, run: () => {} });
const actions = [action('acknowledge', ['a', ' ']), action('down', ['ArrowDown']), action('never', ['x'], false), action('later', ['x'])];
const press = (key: string, more = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...more });
const of = (key: string, more = {}): string | undefined => meant(actions, press(key, more))?.id;

it('one key, in either case; never with Ctrl, Alt or Meta', () => expect([of('a'), of('A'), of(' '), of('a', { ctrlKey: true }), of('q')]).toEqual(['acknowledge', 'acknowledge', 'acknowledge', undefined, undefined]));
it('a held key moves but never acts', () => expect([of('a', { repeat: true }), of('ArrowDown', { repeat: true })]).toEqual([undefined, 'down']));
it('with Ctrl and Alt only what says so; a digit is the key it stands on, a sign is the sign', () => {
  const more = ['Ctrl+1', 'Ctrl+Shift+1', 'Alt+ArrowLeft', 'Ctrl+k', 'Ctrl++', 'Ctrl+Shift+ArrowUp'].map((key) => action(key, [key]));
  const at = (key: string, with_: object): string | undefined => meant(more, press(key, with_))?.id;
  expect(at('1', { ctrlKey: true, code: 'Digit1' })).toBe('Ctrl+1');
  expect(at('!', { ctrlKey: true, shiftKey: true, code: 'Digit1' })).toBe('Ctrl+Shift+1');
  expect(at('ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft');
  expect([at('K', { ctrlKey: true }), at('k', { ctrlKey: true, altKey: true }), at('k', {}), at('k', { ctrlKey: true, metaKey: true })]).toEqual(['Ctrl+k', undefined, undefined, undefined]);
  expect([at('+', { ctrlKey: true, shiftKey: true, code: 'Equal' }), at('ArrowUp', { ctrlKey: true, shiftKey: true })]).toEqual(['Ctrl++', 'Ctrl+Shift+ArrowUp']);
});
it('what is not allowed now leaves its key to another', () => expect(of('x')).toBe('later'));
it('what nobody here has the right to keeps its key, and tells why instead', () => {
  const done: string[] = [];
  const [plain, needy] = gated([{ ...action('plain', ['p']), run: () => done.push('plain') }, { ...action('needy', ['n']), needs: 'alarm.acknowledge', run: () => done.push('needy') }], () => done.includes('right'), (needs) => done.push(`no ${needs}`));
  plain?.run();
  needy?.run();
  done.push('right');
  needy?.run();
  expect(done).toEqual(['plain', 'no alarm.acknowledge', 'right', 'needy']);
  expect(needy?.allowed()).toBe(true);
});
