import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { LoginText, Named, PasswordText, PersonKey, ProofText, Reason } from './plain.ts';

/** What takes two persons. `person.recover`: a password told in person, and with `factor` both factors off (ACC-63). `key.*`: ACC-26 to ACC-29. */
export const ConsentCommand = z.discriminatedUnion('call', [
  z.object({ call: z.literal('person.recover'), person: PersonKey, lost: z.enum(['password', 'factor']), password: PasswordText, reason: Reason }),
  z.object({ call: z.literal('key.backup'), keepers: z.array(z.string().trim().min(1).max(60)).min(2).max(9) }),
  z.object({ call: z.literal('key.rotate'), reason: Reason }),
  z.object({ call: z.literal('key.renew'), reason: Reason, keepers: z.array(z.string().trim().min(1).max(60)).min(2).max(9) }),
  z.object({ call: z.literal('key.destroy'), version: z.number().int().min(1), reason: Reason }),
]);
export type ConsentCommand = z.infer<typeof ConsentCommand>;

/** What will happen, in the words of the catalogue `access-consent` (ACC-79). */
export const consentWords = ['person-recover-password', 'person-recover-factor', 'key-backup', 'key-rotate', 'key-renew', 'key-destroy'] as const;

/** A proposal as everybody who may be the second sees it: what will happen, and to whom. `endsAt`: epoch ms. `mine`: whether the one who looks proposed it; `second`: whether she may be the second. */
export const ConsentView = z.object({
  id: z.string(), call: z.string(), what: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }), whom: z.array(z.string()), needs: z.string(),
  state: z.enum(['proposed', 'seen', 'refused', 'expired', 'withdrawn', 'agreed']), first: Named, agreedBy: Named.nullable(), workstation: z.string(), proposedAt: z.number(), endsAt: z.number(), mine: z.boolean(), second: z.boolean(),
});
export type ConsentView = z.infer<typeof ConsentView>;

export const consentContract = {
  calls: {
    'consent.list': { in: z.object({}), out: z.array(ConsentView).max(100), needs: 'window.view' },
    /** Checked as far as it can be before anybody is asked: a command that would be refused is refused now. */
    'consent.propose': { in: z.object({ command: ConsentCommand }), out: ConsentView, needs: 'window.view' },
    'consent.see': { in: z.object({ id: z.string().max(64) }), out: ConsentView, needs: 'window.view' },
    /**
     * `login` null: the one who is logged in here agrees. Else another at the same desk, who has read it there and proves herself with her own factor without taking the desk over.
     * `shown`: what the act brings to light, once (the sheets of a backup).
     */
    'consent.agree': { in: z.object({ id: z.string().max(64), login: LoginText.nullable(), proof: ProofText }), out: z.object({ consent: ConsentView, shown: z.array(z.object({ keeper: z.string(), text: z.string() })) }), needs: 'window.view' },
    'consent.refuse': { in: z.object({ id: z.string().max(64) }), out: ConsentView, needs: 'window.view' },
    'consent.withdraw': { in: z.object({ id: z.string().max(64) }), out: ConsentView, needs: 'window.view' },
  },
  streams: { 'consent.changed': { kind: 'every', of: z.object({ id: z.string() }), needs: 'window.view' } },
} as const satisfies Contract;
