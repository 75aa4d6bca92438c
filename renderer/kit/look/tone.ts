import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Level } from '#app/park';
import type { Stop } from '#kernel/time';

/** The tones of the levels: frequencies in Hz, one after another; low and few for what is calm, higher and more for what is urgent, none of them shrill. */
export const tones: Readonly<Record<Level, readonly number[]>> = { U: [740, 587, 740, 587], S: [659, 784, 988], A: [659, 784], B: [587, 587], C: [523], D: [392] };
const [noteS, gapS, loudness] = [0.22, 0.06, 0.16];

/** The part of a browser's `AudioContext` that a tone needs; a double for tests is one too. */
export interface AudioPort<Node = AudioNode> {
  readonly state: string;
  readonly currentTime: number;
  readonly destination: Node;
  resume(): Promise<void>;
  createOscillator(): Sounding<Node> & { type: OscillatorType; readonly frequency: { value: number }; start(at: number): void; stop(at: number): void };
  createGain(): Sounding<Node> & { readonly gain: { setValueAtTime(value: number, at: number): unknown; linearRampToValueAtTime(value: number, at: number): unknown } };
}
interface Sounding<Node> { connect(to: Node): unknown }

/** Whether the system keeps us from sounding: a browser does until somebody has touched the page. */
export interface ToneState { readonly blocked: boolean }
export interface TonePlayer {
  readonly state: StoreApi<ToneState>;
  /** Plays a level's tone at a volume of 0 to 1. While it may not sound, only the last is kept, and comes when it may. */
  readonly play: (level: Level, volume?: number) => void;
  /** Finds out whether we may sound, and asks for it again: at the start, and with each gesture while we may not. */
  readonly wake: () => void;
}
/** After so many ms without leave to sound, that is told. */
const patienceMs = 1000;

function sounded(context: AudioPort, level: Level, volume: number): void {
  for (const [i, frequency] of tones[level].entries()) {
    const start = context.currentTime + i * (noteS + gapS);
    const note = context.createOscillator();
    const gain = context.createGain();
    note.type = 'sine';
    note.frequency.value = frequency;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudness * volume, start + 0.03);      // no click at either end
    gain.gain.linearRampToValueAtTime(0, start + noteS);
    note.connect(gain as unknown as AudioNode);
    gain.connect(context.destination);
    note.start(start);
    note.stop(start + noteS);
  }
}

/** SND-06: the tones of the levels; makes its audio context when first needed, and again if the system took it away. `make`: `() => new AudioContext()`. `after`: runs what it is given in so many ms. */
export function tonePlayer(make: () => AudioPort, after: (ms: number, run: () => void) => Stop): TonePlayer {
  const state = createStore<ToneState>(() => ({ blocked: false }));
  let context: AudioPort | null = null;
  let next: ((c: AudioPort) => void) | null = null;
  function look(): void {
    if (context === null) return;
    if (context.state !== 'running') { state.setState({ blocked: true }); return; }
    state.setState({ blocked: false });
    const run = next;
    next = null;
    run?.(context);
  }
  function wake(): void {
    if (context === null || context.state === 'closed') context = make();
    if (context.state === 'running') { look(); return; }
    after(patienceMs, look);
    context.resume().then(look, look);
  }
  return {
    state, wake,
    play(level, volume = 1) {
      if (volume <= 0) return;
      next = (c) => sounded(c, level, volume);
      wake();
    },
  };
}
