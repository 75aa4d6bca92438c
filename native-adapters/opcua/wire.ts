import { keepUnknownCodes, quietLibrary } from './library.ts';

export { dial, faultOf } from './dial.ts';
export { subscribe } from './subscribe.ts';
export { write } from './write.ts';

/** Everything that needs the library, which costs a second and a hundred megabytes: loaded when the first server is dialled, so that a worker of another protocol never pays for it. */
export function prepare(note: (line: string) => void): void {
  keepUnknownCodes();
  quietLibrary(note);
}
