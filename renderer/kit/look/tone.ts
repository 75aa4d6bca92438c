import type { Level } from '#app/park';

/** The tones of the levels: frequencies in Hz, one after another; low and few for what is calm, higher and more for what is urgent, none of them shrill. */
export const tones: Readonly<Record<Level, readonly number[]>> = { U: [740, 587, 740, 587], S: [659, 784, 988], A: [659, 784], B: [587, 587], C: [523], D: [392] };
const [noteS, gapS, loudness] = [0.22, 0.06, 0.16];

/** Plays a level's tone; makes its audio context when first needed, and again if the system took it away. `make`: `() => new AudioContext()`. */
export function tonePlayer(make: () => AudioContext): (level: Level) => void {
  let context: AudioContext | null = null;
  return (level) => {
    if (context === null || context.state === 'closed') context = make();
    if (context.state === 'suspended') void context.resume();
    for (const [i, frequency] of tones[level].entries()) {
      const start = context.currentTime + i * (noteS + gapS);
      const note = context.createOscillator();
      const volume = context.createGain();
      note.type = 'sine';
      note.frequency.value = frequency;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(loudness, start + 0.03);      // no click at either end
      volume.gain.linearRampToValueAtTime(0, start + noteS);
      note.connect(volume).connect(context.destination);
      note.start(start);
      note.stop(start + noteS);
    }
  };
}
