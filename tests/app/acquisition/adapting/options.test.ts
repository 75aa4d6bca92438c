import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optionsOf, pkiFile, secretName, twiceIn } from '#app/acquisition';

const Schema = z.strictObject({ list: z.array(z.strictObject({ id: z.string() })), key: secretName.optional(), most: z.int().default(3) });
const check = (raw: unknown) => optionsOf('some', Schema, raw, (o) => twiceIn('list', 'id', o.list.map((x) => x.id)) ?? (o.most < o.list.length ? ['most', 'too few'] : null));

describe('ADP-21 options of every kind', () => {
  it('fills in what is not said', () => { expect(check({ list: [{ id: 'a' }] })).toEqual({ ok: true, value: { list: [{ id: 'a' }], most: 3 } }); });
  it.each([
    ['options', null], ['options', 7], ['list', {}], ['list.1.id', { list: [{ id: 'a' }, { id: 1 }] }], ['list.0.name', { list: [{ id: 'a', name: 'b' }] }], ['extra', { list: [], extra: 1 }], ['key', { list: [], key: 'plain' }],
    ['list.2.id', { list: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] }], ['most', { list: [{ id: 'a' }], most: 0 }],
  ])('%s is named', (field, raw) => { expect(check(raw)).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { kind: 'some', field } } }); });
  it('the name of a secret is no secret, and a file stays in its folder', () => {
    expect(['secret:a.b-c_1', 'secret:', 'Secret:a', 'secret:a b', 'x'].map((s) => secretName.safeParse(s).success)).toEqual([true, false, false, false, false]);
    expect(['ca.pem', 'mqtt/own.key', '..', '../a', 'a/../b', 'a/./b', '/etc/a', 'a\\b', ''].map((s) => pkiFile.safeParse(s).success)).toEqual([true, true, false, false, false, false, false, false, false]);
  });
});
