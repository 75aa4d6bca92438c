/** Work that lets others go first: after a slice it rests, and hears whether it is still wanted. */
export interface Slices { over(): boolean; rest(): Promise<void> }
/** Nobody wants the work any more. */
export class Unwanted extends Error {}

const sliceMs = 25;

/** `wanted`: asked at every rest; it throws `Unwanted` when it is not. */
export function slices(wanted: () => boolean, restMs = 0): Slices {
  let began = performance.now();
  return {
    over: () => performance.now() - began > sliceMs,
    async rest() {
      await new Promise<void>((resolve) => { if (restMs > 0) setTimeout(resolve, restMs); else setImmediate(resolve); });
      if (!wanted()) throw new Unwanted('not wanted any more');
      began = performance.now();
    },
  };
}
