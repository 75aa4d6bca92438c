import { expect, it } from 'vitest';
import { meant, type Action } from '#kit/actions';

const action = (id: string, keys: readonly string[], allowed = true): Action => ({ id, title: 'desk:keys', keys, allowed: () => allowed, run: () => {} });
const actions = [action('acknowledge', ['a', ' ']), action('down', ['ArrowDown']), action('never', ['x'], false), action('later', ['x'])];
const press = (key: string, more = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, ...more });
const of = (key: string, more = {}): string | undefined => meant(actions, press(key, more))?.id;

it('one key, in either case; never with Ctrl, Alt or Meta', () => expect([of('a'), of('A'), of(' '), of('a', { ctrlKey: true }), of('q')]).toEqual(['acknowledge', 'acknowledge', 'acknowledge', undefined, undefined]));
it('a held key moves but never acts', () => expect([of('a', { repeat: true }), of('ArrowDown', { repeat: true })]).toEqual([undefined, 'down']));
it('what is not allowed now leaves its key to another', () => expect(of('x')).toBe('later'));
