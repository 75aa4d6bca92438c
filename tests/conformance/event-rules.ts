import { describe, expect, it } from 'vitest';
import { Status, type DeviceEvent } from '#app/acquisition';
import { never, setUp, until, wait, type Subject } from './subject.ts';

/** The rules of devices that say by themselves what happened, for adapters that hear it. */
export function eventRules(subject: Subject, [A, B]: readonly [number, number]): void {
  const { name, peer, at } = subject;
  const { fresh, supports } = setUp(subject, [A, B]);
  const raise = (n: number, active: boolean, severity: number, text: string): void => peer.condition!(at(n), active, severity, text);

  async function hearing(bound?: number) {
    const one = fresh(bound);
    const heard: DeviceEvent[] = [];
    one.adapter.hearEvents!({ hear: (e) => { heard.push(e); } });
    await one.adapter.open(never);
    one.watch();
    await until(() => one.a()?.status === Status.good && one.of(B).at(-1)?.status === Status.good);
    await wait(subject.travelMs);                // what stood already has been said
    return { ...one, heard, texts: (): string[] => heard.map((e) => e.text) };
  }
  const ready = async (): Promise<void> => { await peer.start(); for (const n of [1, 2, 3]) { peer.set(at(n), 1); raise(n, false, 100, 'over'); } };

  describe.runIf(supports.events && peer.condition !== undefined)(`${name} keeps the contract of events`, () => {
    it('ADP-22 delivers what happens in order, under the address of the point, with severity, words, and both times', async () => {
      await ready();
      const { heard, texts } = await hearing();
      heard.length = 0;
      for (let i = 1; i <= 40; i++) raise(1, i % 2 === 1, i, `word ${i}`);
      raise(2, true, 1000, '储罐液位高');
      await until(() => heard.length === 41);
      expect(texts()).toEqual([...Array.from({ length: 40 }, (_, i) => `word ${i + 1}`), '储罐液位高']);
      expect(heard.map((e) => e.severity)).toEqual([...Array.from({ length: 40 }, (_, i) => i + 1), 1000]);
      expect(heard.slice(0, 3)).toMatchObject([{ address: at(1), active: true }, { address: at(1), active: false }, { address: at(1), active: true }]);
      expect(heard[40]).toMatchObject({ address: at(2), active: true, retain: true });
      for (const e of heard) {
        expect(Math.abs(e.receivedTime - Date.now())).toBeLessThan(3000);
        expect(Math.abs((e.sourceTime ?? 0) - Date.now())).toBeLessThan(3000);
        expect(e.recall).toBeUndefined();
      }
    });
    it('ADP-23 what stands when the link comes is said once, as standing', async () => {
      await ready(); raise(1, true, 500, 'stood before');
      const { heard, watch } = await hearing();
      await until(() => heard.length > 0);
      watch(); watch();                          // other points do not make it news
      await wait(3 * subject.travelMs);
      expect(heard).toMatchObject([{ text: 'stood before', address: at(1), active: true, recall: 'standing' }]);
    });
    it('ADP-23 after a link was lost: what still stands, once, as standing; what went, once, as gone; what came, as standing; no more', { timeout: 20_000 }, async () => {
      await ready();
      const { heard, a } = await hearing();
      raise(1, true, 500, 'stays'); raise(2, true, 600, 'goes'); raise(3, true, 1, 'ends before');
      raise(3, false, 1, 'has ended');
      await until(() => heard.some((e) => e.text === 'has ended') && heard.some((e) => e.text === 'goes'));
      await peer.stop();
      await until(() => a()?.value === null);
      heard.length = 0;
      raise(2, false, 600, 'went unheard'); raise(3, true, 700, 'came unheard');
      await peer.start();
      await until(() => heard.length >= 3, 5000);
      await wait(3 * subject.travelMs);
      expect(heard.map((e) => `${e.recall} ${e.address} ${e.active} ${e.text}`).toSorted()).toEqual([`gone ${at(2)} false goes`, `standing ${at(1)} true stays`, `standing ${at(3)} true came unheard`].toSorted());
      expect(heard.find((e) => e.recall === 'gone')).toMatchObject({ sourceTime: null, retain: false });
      heard.length = 0;
      raise(1, false, 500, 'news again');
      await until(() => heard.length > 0);
      expect(heard).toMatchObject([{ text: 'news again', active: false }]);
      expect(heard[0]!.recall).toBeUndefined();
    });
    it('ADP-24 until somebody hears, no more than its bound waits; the oldest are lost, and counted', async () => {
      await ready();
      const { adapter, watch, a } = fresh(3);
      await adapter.open(never); watch();
      await until(() => a()?.status === Status.good);
      await wait(subject.travelMs);
      for (let i = 1; i <= 8; i++) raise(1, true, i, `word ${i}`);
      await until(() => adapter.lost() >= 5);
      await wait(subject.travelMs);
      const heard: DeviceEvent[] = [];
      adapter.hearEvents!({ hear: (e) => { heard.push(e); } });
      expect([heard.map((e) => e.text), adapter.lost()]).toEqual([['word 6', 'word 7', 'word 8'], 5]);
    });
    it('ADP-24 words without end are cut, and control characters do not come through', async () => {
      await ready();
      const { heard } = await hearing();
      heard.length = 0;
      raise(1, true, 5, `a\u0007\u202eb\n${'很'.repeat(20_000)}`);
      await until(() => heard.length > 0);
      expect(heard[0]!.text.length).toBeLessThanOrEqual(500);
      expect(heard[0]!.text).toMatch(/^a b 很+$/);
    });
    it('ADP-08 after close no event comes, neither of now nor of before', async () => {
      await ready();
      const { adapter, heard, timers } = await hearing();
      raise(1, true, 5, 'under way');
      await adapter.close();
      heard.length = 0;
      raise(1, false, 5, 'too late');
      adapter.hearEvents!({ hear: (e) => { heard.push(e); } });
      await wait(2 * subject.travelMs + 50);
      expect([heard, timers()]).toEqual([[], 0]);
      const unheard = fresh();
      await unheard.adapter.open(never); unheard.watch();
      await until(() => unheard.a()?.status === Status.good);
      raise(1, true, 5, 'nobody hears'); await wait(2 * subject.travelMs + 50);
      await unheard.adapter.close();
      unheard.adapter.hearEvents!({ hear: (e) => { heard.push(e); } });
      expect(heard).toEqual([]);
    });
  });
}
