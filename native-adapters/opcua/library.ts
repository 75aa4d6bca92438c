import { _installStatusCodes, coerceStatusCode, ConstantStatusCode, setErrorLogger, setWarningLogger, StatusCodes } from 'node-opcua';

/**
 * Teaches the library every code that Part 4, 7.39 leaves room for: it turns one that it does not know into plain Bad, and so an Uncertain into a Bad.
 * Idempotent; it touches the library's table only.
 */
export function keepUnknownCodes(): void {
  const known = new Set(Object.values(StatusCodes).map((c: { value: number }) => c.value));
  const codes: Record<string, ConstantStatusCode> = {};
  for (let high = 0; high <= 0xffff; high++) {
    const value = high * 0x1_0000;
    if ((high & 0x3000) === 0 && !known.has(value)) codes[value] = new ConstantStatusCode({ value, name: `0x${value.toString(16)}`, description: 'not in the table' });
  }
  _installStatusCodes(codes, StatusCodes.Bad, coerceStatusCode);
}

/** The library speaks on stdout, which belongs to the engine's own lines: its words go to `note`, cut short. There is one library in a worker, so the last adapter made in it hears them. */
export function quietLibrary(note: (line: string) => void): void {
  const hear = (...said: unknown[]): void => note(`opcua library: ${said.filter((x) => typeof x === 'string').join(' ').replace(/\s+/g, ' ').slice(0, 200)}`);
  setErrorLogger(hear);
  setWarningLogger(hear);
}
