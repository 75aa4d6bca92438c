import { sealed, type Cipher } from '#app/access';
import { fail, ok } from '#kernel/result';

/** Seals nothing: a page of the gallery has no keys, and nothing in it is anybody's. What a text is about is kept with it all the same. */
export const sealedOpenly: Cipher = {
  seal: (plain, about) => sealed(`open.${JSON.stringify([about, plain])}`),
  open(text, about) { const [whose, plain] = JSON.parse(text.slice(5)) as [string, string]; return whose === about ? ok(plain) : fail('sealed-broken'); },
  stale: () => false,
};
