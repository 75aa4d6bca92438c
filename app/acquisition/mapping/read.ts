/** Why a document was not taken, or a value not understood; the number stands in the low five bits of the status. */
export const Bad = { size: 1, syntax: 2, depth: 3, key: 4, number: 5, type: 6, quality: 7, refused: 8 } as const;
export type BadWhy = keyof typeof Bad;
/** `at`: the offset of the fault where it is known, in characters, or in bytes where the bytes are no UTF-8. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly bad: BadWhy; readonly at?: number };
