import type { Binding, Drawing, DrawnSymbol, SymbolKind } from '#app/mimic';

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Shown<B = Binding> = B extends Binding ? Omit<B, 'element'> : never;

/** Collects a drawing: lines and areas into the SVG, everything with words or values as symbols, so that both languages and both themes have it. */
export function pen(name: Drawing['name'], size: Drawing['size']) {
  const shapes: string[] = [];
  const symbols: DrawnSymbol[] = [];
  const bindings: Binding[] = [];
  const number = (n: number): number => Math.round(n * 10) / 10;
  const bind = (element: string, ...shown: readonly Shown[]): void => { for (const s of shown) bindings.push({ element, ...s }); };
  return {
    bind,
    /** A piece of SVG as it is. */
    raw: (svg: string): void => void shapes.push(svg),
    area: ({ x, y, width, height }: Box): void => void shapes.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="var(--mimic-area)" stroke="var(--mimic-line)" stroke-width="1.5"/>`),
    /** A run of pipe through points, with an arrow at its end if it is said. */
    pipe(points: readonly (readonly [number, number])[], { wide = 5, arrow = false } = {}): void {
      shapes.push(`<polyline points="${points.map(([x, y]) => `${x},${y}`).join(' ')}" fill="none" stroke="var(--mimic-pipe)" stroke-width="${wide}" stroke-linejoin="round"/>`);
      const [[x0, y0] = [0, 0], [x, y] = [0, 0]] = points.slice(-2);
      const turn = (Math.atan2(y - y0, x - x0) * 180) / Math.PI;
      if (arrow) shapes.push(`<path d="M-13 -7L2 0L-13 7z" transform="translate(${x} ${y}) rotate(${number(turn)})" fill="var(--mimic-pipe)"/>`);
    },
    put(id: string, kind: SymbolKind, { x, y, width, height }: Box, label: Drawing['name'] | null, ...shown: readonly Shown[]): void {
      symbols.push({ id, kind, x: number(x), y: number(y), width: number(width), height: number(height), turn: 0, ...(label !== null && { label }) });
      bind(id, ...shown);
    },
    files: (): { readonly drawing: Drawing; readonly svg: string } => ({
      drawing: { formatVersion: 1, name, size, symbols, bindings },
      svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}">\n${shapes.map((s) => `  ${s}`).join('\n')}\n</svg>\n`,
    }),
  };
}
export type Pen = ReturnType<typeof pen>;
