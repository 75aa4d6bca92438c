import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { never, setUp, until, wait, type Subject } from './subject.ts';

/** The rules of a wire that lies, stalls or breaks, for adapters that have one. */
export function wireRules(subject: Subject, [A, B]: readonly [number, number]): void {
  const { name, peer, at, wire } = subject;
  const { fresh } = setUp(subject, [A, B]);

  describe.runIf(wire)(`${name} keeps the contract on a bad wire`, () => {
    it.each(['half', 'garbage', 'frozen'] as const)('ADP-19 %s: the points go bad with a reason, nothing is thrown, no value is made up, and all comes back', { timeout: 20_000 }, async (mode) => {
      await peer.start(); peer.set(at(1), 3); peer.set(at(2), 4);
      const { adapter, taken, of, watch, a, links } = fresh(); await adapter.open(never); watch();
      await until(() => a()?.value === 3 && of(B).at(-1)?.value === 4);
      wire!.spoil(mode);
      peer.set(at(1), 5);
      await until(() => a()?.status === Status.noCommunication && links.at(-1)?.up === false, subject.noticeMs ?? 4000);
      expect(links.at(-1)!.reason).not.toBeNull();
      await wait(100);
      expect([...new Set(taken.map((s) => s.value))].filter((v) => v !== null && ![3, 4, 5].includes(v))).toEqual([]);
      wire!.spoil('pass');
      await until(() => a()?.value === 5 && of(B).at(-1)?.value === 4 && links.at(-1)?.up === true, 8000);
    });
    it.each([['half', 'living'], ['frozen', 'living'], ['frozen', 'dialling'], ['half', 'dialling'], ['frozen', 'lost'], ['frozen', 'switching']] as const)('ADP-08 closed on a wire that is %s, while %s: soon, and no socket or timer is left', { timeout: 20_000 }, async (mode, when) => {
      await peer.start(); peer.set(at(1), 3); peer.set(at(2), 4);
      const { adapter, watch, a, timers, links } = fresh();
      if (when === 'dialling') wire!.spoil(mode);
      const opening = adapter.open(never);
      if (when === 'dialling') await wait(50); else await opening;
      watch();
      if (when !== 'dialling') { await until(() => a()?.value === 3); wire!.spoil(mode); peer.set(at(1), 5); await wait(50); }
      if (when === 'switching') { watch(); await wait(20); }
      if (when === 'lost') await until(() => links.at(-1)?.up === false);
      const started = performance.now();
      await adapter.close();
      expect(performance.now() - started).toBeLessThan(subject.noticeMs ?? 2000);
      await until(() => wire!.connections() === 0, 200);
      expect(timers()).toBe(0);
    });
    it('ADP-20 comes back twenty times, with every point, within 3 s of the device', { timeout: 120_000 }, async () => {
      const n = 50;
      await peer.start();
      for (let i = 0; i < n; i++) peer.set(at(i), 0);
      const { adapter, taken, points, hear, timers } = fresh(); await adapter.open(never);
      adapter.watch(Array.from({ length: n }, (_, i) => ({ ...points[0]!, handle: i, address: at(i) })), hear());
      const last = new Map<number, number | null>();
      const all = (v: number | null): boolean => { for (const s of taken.splice(0)) last.set(s.handle, s.value); return last.size === n && [...last.values()].every((x) => x === v); };
      await until(() => all(0));
      let slowest = 0;
      for (let round = 1; round <= 20; round++) {
        await peer.stop();
        await until(() => all(null), 5000);
        for (let i = 0; i < n; i++) peer.set(at(i), round);
        await peer.start();
        const answers = performance.now();
        await until(() => all(round), 3000);
        slowest = Math.max(slowest, performance.now() - answers);
      }
      expect(timers()).toBeLessThan(10);
      subject.note?.(`slowest of 20 returns: ${Math.round(slowest)} ms`);
    });
  });
}
