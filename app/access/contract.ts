import type { Contract } from '#kernel/contract';
import { z } from 'zod';
import { consentContract } from './asking/consent.ts';
import { peopleContract } from './asking/people.ts';
import { rolesContract } from './asking/roles.ts';
import { seatContract } from './asking/seat.ts';

/** What a window may ask about who is acting. Passwords, codes and keys go in and never come out. */
export const accessContract = {
  calls: { ...seatContract.calls, ...peopleContract.calls, ...rolesContract.calls, ...consentContract.calls },
  streams: {
    ...seatContract.streams, ...consentContract.streams,
    /** Something of this kind is another one now: whoever shows it lists again. */
    'access.moved': { kind: 'every', of: z.object({ what: z.enum(['people', 'roles', 'policy', 'sessions', 'keys']) }), needs: 'person.view' },
  },
} as const satisfies Contract;
