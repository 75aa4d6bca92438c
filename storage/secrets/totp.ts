import { Secret, TOTP } from 'otpauth';
import type { Totp } from '#app/access';

const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 4226 4 R6: 160 bits. */
const secretBytes = 20;

/** RFC 6238 over one step at a time: which steps count, and that each counts once, is the domain's (ACC-21, ACC-22). */
export const totp: Totp = {
  newSecret: () => new Secret({ size: secretBytes }).base32,
  uri: (secret, issuer, login) => new TOTP({ issuer, label: login, secret: Secret.fromBase32(secret), ...form }).toString(),
  matches(secret, code, step) {
    try { return TOTP.validate({ token: code, secret: Secret.fromBase32(secret), ...form, timestamp: step * 30_000, window: 0 }) === 0; } catch { return false; }
  },
};
