import type { Level } from '#app/park';

/** SND-02: more than so many that sound are one sound. */
export const groupedAbove = 3;
/** SND-04: no lower for the levels that nobody may sleep through. */
export const leastVolume = (level: Level): number => (level === 'U' || level === 'S' || level === 'A' ? 0.2 : 0);
/** The volume of a level's tone, 0 to 1. `set`: what the officer set, where he did. */
export const volumeOf = (level: Level, set: Readonly<Partial<Record<Level, number | undefined>>> | undefined): number => Math.min(1, Math.max(leastVolume(level), set?.[level] ?? 1));
