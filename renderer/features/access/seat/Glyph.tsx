const paths = {
  lock: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2H13v8H3V7zm1.6 0h3.8V5a1.9 1.9 0 0 0-3.8 0z',
  empty: 'M8 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6zm0 1.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zM2 15c0-3.5 2.4-5.5 6-5.5s6 2 6 5.5h-1.4c0-2.6-1.7-4.1-4.6-4.1s-4.6 1.5-4.6 4.1z',
  officer: 'M8 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2 15c0-3.5 2.4-5.5 6-5.5s6 2 6 5.5z',
  override: 'M8 1l7.5 14H.5zM7.2 6v4.6h1.6V6zm0 5.8v1.6h1.6v-1.6z',
  key: 'M5 4a4 4 0 0 1 3.9 3.2H15v1.7h-1.4V11H12V8.9H8.9A4 4 0 1 1 5 4zm0 2.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  commissioning: 'M6.9 1h2.2l.3 2 1.6.9 1.9-.7 1.1 1.9-1.6 1.2v1.9l1.6 1.2-1.1 1.9-1.9-.7-1.6.9-.3 2H6.9l-.3-2-1.6-.9-1.9.7L2 9.4l1.6-1.2V6.3L2 5.1l1.1-1.9 1.9.7L6.6 3zM8 5.4A1.9 1.9 0 1 0 8 9.2 1.9 1.9 0 0 0 8 5.4z',
} as const;

/** A small drawing beside words that say the same. */
export function Glyph({ of }: { readonly of: keyof typeof paths }) {
  return <svg className="seat-glyph" viewBox="0 0 16 16" aria-hidden="true"><path d={paths[of]} fillRule="evenodd" fill="currentColor" /></svg>;
}
