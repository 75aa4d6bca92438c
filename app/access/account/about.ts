import type { PersonId } from './person.ts';

/** What a sealed text is bound to (ACC-25): whose it is and what it is. */
export const about = (person: PersonId, field: 'name' | 'phone' | 'password' | 'totp'): string => `person/${person}/${field}`;
