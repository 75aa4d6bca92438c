/** The sentence of a thrown thing. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
