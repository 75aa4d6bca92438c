import { describe, expect, it } from 'vitest';
import { activeKey, answersChallenge, challengeMs, challengeText, destroyed, firstRing, rotated, rotationDue, type Challenge } from '#app/access';
import { epochMs, monoMs } from '#kernel/time';

const t0 = epochMs(1_700_000_000_000);
const states = (ring: ReturnType<typeof firstRing>): string => ring.lines.map((l) => `${l.version} ${l.state}`).join(', ');

describe('a ring of keys', () => {
  it('ACC-26 has one active key, and versions that are never used again', () => {
    const ring = rotated(rotated(firstRing(t0), t0), t0);
    expect(states(ring)).toBe('1 retired, 2 retired, 3 active');
    const gone = destroyed(ring, 2);
    expect(gone.ok && states(rotated(gone.value, t0))).toBe('1 retired, 2 destroyed, 3 retired, 4 active');
    expect(activeKey(ring).version).toBe(3);
  });
  it('ACC-27 the active key is not destroyed, and none that is not there', () => {
    expect([destroyed(firstRing(t0), 1), destroyed(firstRing(t0), 9)]).toMatchObject([{ fault: { code: 'key-active' } }, { fault: { code: 'key-unknown' } }]);
  });
  it('ACC-28 is due when it is too old, and not because a clock was set back', () => {
    const ring = firstRing(t0);
    expect([999, 1000, -5000].map((ms) => rotationDue(ring, 1000, epochMs(t0 + ms)))).toEqual([false, true, false]);
    expect(rotationDue(rotated(ring, epochMs(t0 + 1000)), 1000, epochMs(t0 + 1000))).toBe(false);
  });
});

describe('a challenge', () => {
  const ask: Challenge = { nonce: 'ab12', login: 'li', workstation: 'desk-1', purpose: 'login', at: t0, asked: monoMs(1000) };
  it('ACC-24 says who, where and for what, and each of them is signed', () => {
    expect(challengeText(ask)).toBe(`{"at":${t0},"login":"li","nonce":"ab12","purpose":"login","workstation":"desk-1"}`);
    for (const other of [{ nonce: 'x' }, { login: 'wang' }, { workstation: 'd2' }, { purpose: 'c-1' }, { at: epochMs(1) }]) expect(challengeText({ ...ask, ...other })).not.toBe(challengeText(ask));
  });
  it('ACC-24 is answered in time, and by a signature that is one', () => {
    const good = 'a'.repeat(128);
    const holds = (text: string, signature: string, key: string) => text === challengeText(ask) && signature === good && key === 'K';
    expect([1000, 1000 + challengeMs, 1001 + challengeMs].map((ms) => answersChallenge(ask, good, 'K', monoMs(ms), holds))).toEqual([true, true, false]);
    expect([answersChallenge(ask, good.slice(1), 'K', monoMs(1000), () => true), answersChallenge(ask, good, 'J', monoMs(1000), holds), answersChallenge({ ...ask, login: 'wang' }, good, 'K', monoMs(1000), holds)]).toEqual([false, false, false]);
  });
});
