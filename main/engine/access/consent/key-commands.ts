import { activeKey, byLogin, destroyed, keysSubject, maskedName, sealedTexts, type AccessBody } from '#app/access';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { sealedVersion } from '#storage';
import { unsealable, wholePark } from '../changing.ts';
import type { AccessNote, AccessParts } from '../parts.ts';
import type { Resealing } from './resealing.ts';
import { nothingMore, twoPerson, type InputOf, type Shown, type TwoPersonTable } from './two-persons.ts';

type KeyBody = AccessBody<'key.changed'>;
/** Keepers as the journal may have them: the login of somebody who is known, else masked. */
const keeperNames = ({ people }: Pick<AccessParts, 'people'>, keepers: readonly string[]): string[] => keepers.map((k) => (byLogin(people(), k) === null ? maskedName(k) : k));
/** What is written of a key. `keepers`: as they were typed, who have a sheet each from now on. */
export const keyNote = (parts: Pick<AccessParts, 'people'>, how: KeyBody['how'], version: number, keepers: readonly string[] = []): AccessNote =>
  ({ kind: 'key.changed', subject: keysSubject, body: { how, version, keepers: keeperNames(parts, keepers) } });
const none = async (): Promise<Result<readonly AccessNote[]>> => ok([]);

/** How many texts only this version opens: of people, and of what others keep sealed. */
const sealedUnder = ({ people, elsewhere }: Pick<AccessParts, 'people' | 'elsewhere'>, version: number): number =>
  [...[...people().persons.values()].flatMap(sealedTexts), ...elsewhere().sealed()].filter((text) => sealedVersion(text) === version).length;

/** A keeper's sheet is hers: two sheets with one keeper are the whole key in one hand. */
const keepersFault = (keepers: readonly string[]): Fault<'keepers-same'> | null =>
  (new Set(keepers.map((k) => k.normalize('NFKC').toLowerCase())).size < keepers.length ? { code: 'keepers-same', params: {} } : null);

/** What two may do to the keys of the personal fields (ACC-26, ACC-27, ACC-29). */
export function keyCommands(parts: AccessParts, resealer: Resealing): Omit<TwoPersonTable, 'person.recover'> {
  const { keys, clock } = parts;
  const version = (): number => activeKey(keys.ring()).version;
  const sheets = (keepers: readonly string[]): readonly Shown[] => { const texts = keys.backup(keepers.length); return keepers.map((keeper, i) => ({ keeper, text: texts[i] ?? '' })); };
  const common = { needs: 'key.change', place: () => wholePark } as const;
  const mayGo = (wanted: number): Result<null> => {
    const gone = destroyed(keys.ring(), wanted);
    if (!gone.ok) return gone;
    if (keys.ring().lines.some((l) => l.version === wanted && l.state === 'destroyed')) return fail('key-unknown', { version: wanted });
    const left = sealedUnder(parts, wanted);
    return left > 0 ? fail('key-in-use', { version: wanted, texts: left }) : ok(null);
  };

  return {
    'key.backup': twoPerson<InputOf<'key.backup'>, InputOf<'key.backup'>>({
      ...common,
      async check(input) { const fault = unsealable(parts) ?? keepersFault(input.keepers); return fault === null ? ok(input) : { ok: false, fault }; },
      words: ({ keepers }) => ({ what: { code: 'key-backup', params: { sheets: keepers.length, keepers: keeperNames(parts, keepers).join(', ').slice(0, 300) } }, whom: keeperNames(parts, keepers) }),
      // what brings the key of keys to light is in the journal before it is
      notes: async ({ keepers }) => ok([keyNote(parts, 'backed-up', version(), keepers)]),
      run: async ({ keepers }) => ok({ notes: [], shown: sheets(keepers) }),
    }),
    'key.rotate': twoPerson<InputOf<'key.rotate'>, InputOf<'key.rotate'>>({
      ...common,
      async check(input) { const fault = unsealable(parts); return fault === null ? ok(input) : { ok: false, fault }; },
      words: ({ reason }) => ({ what: { code: 'key-rotate', params: { version: version(), next: version() + 1, reason } }, whom: [`SM4 v${version()}`] }),
      notes: none,
      async run() {
        const next = keys.rotate(clock.now());
        if (!next.ok) return next;
        resealer.begin();
        return ok({ ...nothingMore, notes: [keyNote(parts, 'rotated', version())] });
      },
    }),
    'key.renew': twoPerson<InputOf<'key.renew'>, InputOf<'key.renew'>>({
      ...common,
      async check(input) { const fault = unsealable(parts) ?? keepersFault(input.keepers); return fault === null ? ok(input) : { ok: false, fault }; },
      words: ({ reason, keepers }) => ({ what: { code: 'key-renew', params: { version: version(), sheets: keepers.length, keepers: keeperNames(parts, keepers).join(', ').slice(0, 300), reason } }, whom: [`SM4 v${version()}`, ...keeperNames(parts, keepers)] }),
      notes: none,
      async run({ keepers }) {
        const next = keys.renew(clock.now());
        if (!next.ok) return next;
        resealer.begin();
        return ok({ notes: [keyNote(parts, 'renewed', version(), keepers)], shown: sheets(keepers) });
      },
    }),
    'key.destroy': twoPerson<InputOf<'key.destroy'>, InputOf<'key.destroy'>>({
      ...common,
      async check(input) { const may = mayGo(input.version); return may.ok ? ok(input) : may; },
      words: ({ version: gone, reason }) => ({ what: { code: 'key-destroy', params: { version: gone, reason } }, whom: [`SM4 v${gone}`] }),
      // it cannot be taken back, so it is judged once more and written before it is done
      async notes({ version: gone }) { const may = mayGo(gone); return may.ok ? ok([keyNote(parts, 'destroyed', gone)]) : may; },
      async run({ version: gone }) {
        const done = keys.destroy(gone);
        return done.ok ? ok(nothingMore) : done;
      },
    }),
  };
}
