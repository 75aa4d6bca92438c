/** Writes bits, the most significant first. `put`: the low `n` (0 to 32) bits of an unsigned 32-bit number. */
export function bitWriter(room = 256) {
  let bytes = new Uint8Array(room);
  let [at, held, free] = [0, 0, 8];
  function spill(): void {
    if (at === bytes.length) { const more = new Uint8Array(bytes.length * 2); more.set(bytes); bytes = more; }
    bytes[at++] = held;
    held = 0;
    free = 8;
  }
  return {
    put(value: number, n: number): void {
      let left = n;
      while (left > 0) {
        const take = left < free ? left : free;
        held |= ((value >>> (left - take)) & ((1 << take) - 1)) << (free - take);
        free -= take;
        left -= take;
        if (free === 0) spill();
      }
    },
    /** `n` ones and a zero. */
    unary(n: number): void {
      let left = n;
      for (; left >= 31; left -= 31) this.put(0x7fff_ffff, 31);
      this.put((2 ** left - 1) * 2, left + 1);
    },
    bits: (): number => at * 8 + 8 - free,
    /** What was written, the last byte filled with zeros. */
    bytes(): Uint8Array { if (free < 8) spill(); return bytes.slice(0, at); },
  };
}
export type BitWriter = ReturnType<typeof bitWriter>;

/** Reads what `bitWriter` wrote. Beyond the end everything is zeros, and `over` says so. */
export function bitReader(bytes: Uint8Array, from = 0) {
  let [at, left] = [from, 8];
  const reader = {
    take(n: number): number {
      let [value, wanted] = [0, n];
      while (wanted > 0) {
        const take = wanted < left ? wanted : left;
        value = value * 2 ** take + (((bytes[at] ?? 0) >>> (left - take)) & ((1 << take) - 1));
        left -= take;
        wanted -= take;
        if (left === 0) { at++; left = 8; }
      }
      return value;
    },
    /** How many ones before the next zero, at most `most`: then no zero is read. */
    unary(most: number): number {
      let n = 0;
      while (n < most && reader.take(1) === 1) n++;
      return n;
    },
    over: (): boolean => at > bytes.length || (at === bytes.length && left < 8),
  };
  return reader;
}
export type BitReader = ReturnType<typeof bitReader>;
