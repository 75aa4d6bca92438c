/** Keeps what was read last, up to `bytes` in all; what was asked for longest ago goes first. `bytesOf` of a value must not change while it is here. */
export function bytesCache<K, V>(bytes: number, bytesOf: (value: V) => number) {
  const kept = new Map<K, V>();                              // in the order of the last asking
  let held = 0;
  function drop(key: K): void {
    const value = kept.get(key);
    if (value === undefined) return;
    kept.delete(key);
    held -= bytesOf(value);
  }
  return {
    get(key: K): V | undefined {
      const value = kept.get(key);
      if (value !== undefined) { kept.delete(key); kept.set(key, value); }
      return value;
    },
    /** What alone is more than half of all is not kept. */
    put(key: K, value: V): void {
      drop(key);
      if (bytesOf(value) * 2 > bytes) return;
      kept.set(key, value);
      held += bytesOf(value);
      for (const oldest of kept.keys()) { if (held <= bytes) break; drop(oldest); }
    },
    drop,
    bytes: (): number => held,
    clear(): void { kept.clear(); held = 0; },
  };
}
export type BytesCache<K, V> = ReturnType<typeof bytesCache<K, V>>;
