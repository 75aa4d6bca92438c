import { expect, it } from 'vitest';
import { levels } from '#app/park';
import { tonePlayer, tones, type AudioPort } from '#kit/look/tone';

const never = () => () => {};
interface Note { frequency: number; from: number; to: number; loudest: number; wired: boolean }

/** A sound card that plays nothing and remembers every note, with the clock that a context has. */
function card() {
  const notes: Note[] = [];
  const made: { state: string; currentTime: number; resumed: number }[] = [];
  const make = (): AudioPort => {
    const destination = {} as AudioNode;
    const own = { state: 'running', currentTime: 10, resumed: 0 };
    made.push(own);
    let loudest = 0;
    return {
      get state() { return own.state; }, get currentTime() { return own.currentTime; }, destination,
      async resume() { own.resumed++; own.state = 'running'; },
      createOscillator() {
        const note: Note = { frequency: 0, from: 0, to: 0, loudest: 0, wired: false };
        notes.push(note);
        return { type: 'sine', frequency: { get value() { return note.frequency; }, set value(v) { note.frequency = v; } }, connect: () => { note.wired = true; }, start: (at) => { note.from = at; }, stop: (at) => { note.to = at; note.loudest = loudest; loudest = 0; } };
      },
      createGain: () => ({ gain: { setValueAtTime: () => {}, linearRampToValueAtTime: (v) => { loudest = Math.max(loudest, v); } }, connect: (to) => { expect(to).toBe(destination); } }),
    };
  };
  return { notes, made, make };
}

it.each(levels)('SND-05: level %s has its notes, one after another, none over another, each wired to the speaker', (level) => {
  const { notes, make } = card();
  tonePlayer(make, never).play(level);
  expect(notes.map((n) => n.frequency)).toEqual(tones[level]);
  expect(notes[0]?.from).toBe(10);
  for (const [i, n] of notes.entries()) {
    expect(n.wired && n.loudest > 0 && n.to > n.from).toBe(true);
    expect(n.from).toBeGreaterThanOrEqual(notes[i - 1]?.to ?? 0);
  }
});

it('no two levels sound alike', () => expect(new Set(levels.map((l) => tones[l].join())).size).toBe(levels.length));

it('SND-04: half the volume is half as loud, and none makes no sound', () => {
  const { notes, make } = card();
  const { play } = tonePlayer(make, never);
  play('C', 1);
  play('C', 0.5);
  play('C', 0);
  expect([notes.length, (notes[1]?.loudest ?? 0) / (notes[0]?.loudest ?? 1)]).toEqual([2, 0.5]);
});

it('makes its sound card once, wakes one that sleeps, and makes another where it was taken away', () => {
  const { made, make } = card();
  const { play } = tonePlayer(make, never);
  expect(made.length).toBe(0);
  play('S');
  play('S');
  expect(made.length).toBe(1);
  made[0]!.state = 'suspended';
  play('S');
  expect(made[0]!.resumed).toBe(1);
  made[0]!.state = 'closed';
  play('S');
  expect(made.length).toBe(2);
});

it('SND-06: while the browser lets nothing sound it is told, and of all tones only the last comes with the first gesture', async () => {
  const { notes, made, make } = card();
  const waits: (() => void)[] = [];
  const gesture = Promise.withResolvers<void>();
  const tone = tonePlayer(() => { const c = make(); made[0]!.state = 'suspended'; return Object.defineProperties(c, { resume: { value: () => gesture.promise } }); }, (_ms, run) => { waits.push(run); return () => {}; });
  tone.wake();
  tone.play('S');
  tone.play('C');
  expect([tone.state.getState().blocked, notes.length]).toEqual([false, 0]);
  for (const run of waits) run();
  expect(tone.state.getState().blocked).toBe(true);
  made[0]!.state = 'running';
  gesture.resolve();
  await gesture.promise;
  await Promise.resolve();
  expect([tone.state.getState().blocked, notes.map((n) => n.frequency)]).toEqual([false, tones.C]);
});
