import { describe, expect, it } from 'vitest';
import { keeper, type AdapterFault, type LinkState } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation } from '#kernel/time';
import { handClock } from '../../clock.ts';

const turn = async (): Promise<void> => { for (let i = 0; i < 20; i++) await Promise.resolve(); };
const refused: AdapterFault = fail('refused', { reason: 'no' }).fault;
const unreachable: AdapterFault = fail('unreachable', { reason: 'gone' }).fault;

/** A link whose every step the test decides. */
function stage() {
  const { clock, pass, timers } = handClock();
  const links: LinkState[] = [];
  const dials: { readonly cancel: Cancellation; readonly settle: (r: Result<string, AdapterFault>) => void }[] = [];
  const lives: { readonly link: string; readonly end: (why: AdapterFault) => void }[] = [];
  let darkened = 0;
  const keep = keeper<string>({
    clock, retryMs: 100, link: (l) => { links.push(l); }, dark: () => { darkened++; },
    dial: (cancel) => new Promise((settle) => {
      dials.push({ cancel, settle });
      cancel.addEventListener('abort', () => settle(fail('cancelled')));
    }),
    live: (link) => { keep.up(); return new Promise((end) => { lives.push({ link, end }); const wait = async (): Promise<void> => { while (!keep.ended()) await keep.pause(null); end(fail('closed').fault); }; void wait(); }); },
  });
  return { keep, pass, timers, links, dials, lives, dark: () => darkened };
}
const never: Cancellation = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

describe('the keeper of a link', () => {
  it('ADP-01 opens when the first attempt succeeds, and tells it once', async () => {
    const { keep, dials, links, lives } = stage();
    const opening = keep.open(never);
    dials[0]!.settle(ok('one'));
    expect(await opening).toEqual(ok(undefined));
    await turn();
    expect([links, lives.map((l) => l.link), keep.current()]).toEqual([[{ up: true, reason: null }], ['one'], 'one']);
    expect(await keep.open(never)).toEqual(ok(undefined));
    expect(dials).toHaveLength(1);
    await keep.close();
  });
  it('ADP-02 an attempt that fails is reported, and tried again every retryMs without end; the same reason is told once, another anew', async () => {
    const { keep, dials, links, pass, dark } = stage();
    const opening = keep.open(never);
    dials[0]!.settle({ ok: false, fault: refused });
    expect(await opening).toEqual({ ok: false, fault: refused });
    expect(await keep.open(never)).toEqual({ ok: false, fault: refused });
    for (let i = 1; i <= 30; i++) { await turn(); expect(dials).toHaveLength(i); pass(100); await turn(); dials[i]!.settle({ ok: false, fault: i < 20 ? refused : unreachable }); }
    await turn();
    expect([links, dark()]).toEqual([[{ up: false, reason: refused }, { up: false, reason: unreachable }], 1]);
    await keep.close();
  });
  it('ADP-03 a cancelled opening leaves nothing trying, and may be tried again', async () => {
    const { keep, dials, timers } = stage();
    const cancel = new AbortController();
    const opening = keep.open(cancel.signal);
    cancel.abort();
    expect(await opening).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
    expect(timers()).toBe(0);
    const second = keep.open(never);
    dials[1]!.settle(ok('two'));
    expect((await second).ok).toBe(true);
    await keep.close();
  });
  it('ADP-07 a link that is lost goes dark once, waits, and is made anew; wake cuts the wait short', async () => {
    const { keep, dials, lives, links, pass, dark } = stage();
    keep.start(); keep.start();
    dials[0]!.settle(ok('one')); await turn();
    lives[0]!.end(unreachable); await turn();
    expect([dark(), keep.isDown(), keep.current(), dials.length]).toEqual([1, true, null, 1]);
    pass(99); await turn();
    expect(dials).toHaveLength(1);
    pass(1); await turn();
    dials[1]!.settle(ok('two')); await turn();
    expect([links.map((l) => l.up), keep.current(), dark()]).toEqual([[true, false, true], 'two', 1]);
    await keep.close();
  });
  it.each(['dialling', 'living', 'waiting'])('ADP-08 closed while %s: it ends, holds no timer, and says nothing more', async (when) => {
    const { keep, dials, lives, links, timers } = stage();
    const opening = keep.open(never);
    if (when !== 'dialling') { dials[0]!.settle(ok('one')); await turn(); }
    if (when === 'waiting') { lives[0]!.end(unreachable); await turn(); expect(timers()).toBe(1); }
    const said = links.length;
    await keep.close(); await keep.close();
    expect((await opening).ok).toBe(when !== 'dialling');
    expect([timers(), links.length]).toEqual([0, said]);
    expect(await keep.open(never)).toMatchObject({ ok: false, fault: { code: 'closed' } });
  });
});
