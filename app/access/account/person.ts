import type { Brand, EpochMs } from '#kernel/time';
import type { Sealed } from '../factor/ports.ts';
import type { Given, RoleTable } from '../roles/role.ts';
import type { Failures } from '../login/lockout.ts';
import type { Policy } from './policy.ts';

/** Who it is for ever, in every journal; says nothing about the person. */
export type PersonId = Brand<string, 'PersonId'>;
export const personId = (s: string): PersonId => s as PersonId;

/** `until`: when one that others gave ends; null: her own. `by`: who set it. */
export interface Password { readonly hash: Sealed; readonly setAt: EpochMs; readonly until: EpochMs | null; readonly by: string }

/** A named person. Name, telephone, password hash and TOTP secret are sealed, here and in the journal; what is sealed opens with its key only (ACC-25). */
export interface Person {
  readonly id: PersonId; readonly login: string; readonly name: Sealed; readonly phone: Sealed | null; readonly enterprise: string | null; readonly closed: boolean;
  readonly password: Password | null;
  /** Hashes of the ones before, newest first, as many as any policy may remember. */
  readonly earlier: readonly Sealed[];
  readonly otp: { readonly secret: Sealed; readonly used: number | null } | null;
  /** SM2, uncompressed hex; public. */
  readonly key: string | null;
  readonly given: readonly Given[];
  readonly failures: Failures;
}

/** Everybody, and what they may: the fold of the journal. `setUp`: whether first administrators were ever made. `backedUpAt`: when the sheets that are good now were made; null: there are none. */
export interface People { readonly persons: ReadonlyMap<PersonId, Person>; readonly roles: RoleTable; readonly policy: Policy; readonly setUp: boolean; readonly backedUpAt: EpochMs | null }

/** A login is ASCII and without case, so that nobody looks like somebody else (ACC-17). */
export const loginForm = /^[a-z][a-z0-9._-]{1,31}$/;
export const byLogin = (people: People, login: string): Person | null => [...people.persons.values()].find((p) => p.login === login.toLowerCase()) ?? null;
/** Those whose roles count: a closed person holds nothing. */
export const holders = (people: People): readonly Person[] => [...people.persons.values()].filter((p) => !p.closed);
