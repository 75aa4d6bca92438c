import fs from 'node:fs';
import { expect, it } from 'vitest';

/** Machado, Oliveira, Fernandes 2009: how who sees all, no red, and no green sees linear light. */
const eyes = { all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], noRed: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]], noGreen: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]] };
type Eye = keyof typeof eyes;
const linear = (hex: string): number[] => [1, 3, 5].map((i) => { const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
const seen = (hex: string, eye: Eye): number[] => { const v = linear(hex); return eyes[eye].map((row: readonly number[]) => Math.min(1, Math.max(0, row.reduce((a, m, i) => a + m * v[i]!, 0)))); };
function lab(hex: string, eye: Eye): number[] {
  const [r, g, b] = seen(hex, eye) as [number, number, number];
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [x, y, z] = [f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047), f(0.2126 * r + 0.7152 * g + 0.0722 * b), f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const apart = (a: string, b: string): number => Math.min(...(Object.keys(eyes) as Eye[]).map((eye) => Math.hypot(...lab(a, eye).map((v, i) => v - lab(b, eye)[i]!))));
const bright = (hex: string): number => { const [r, g, b] = linear(hex) as [number, number, number]; return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const contrast = (a: string, b: string): number => { const [x, y] = [bright(a), bright(b)].toSorted((m, n) => n - m) as [number, number]; return (x + 0.05) / (y + 0.05); };

const css = fs.readFileSync('renderer/kit/look/theme.css', 'utf8');
const themes = ['dark', 'light'].map((name) => ({ name, body: new RegExp(`'${name}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '' }));
const value = (body: string, name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(body)?.[1] ?? '';

it.each(themes)('TRD-10: the twelve colours of lines are apart for who sees red and green alike too, readable on the panel, and none is that of an alarm: $name', ({ body }) => {
  const series = Array.from({ length: 12 }, (_, i) => value(body, `series-${i + 1}`));
  for (const [i, a] of series.entries()) {
    expect(contrast(a, value(body, 'panel')), a).toBeGreaterThan(4.5);
    for (const b of series.slice(i + 1)) expect(apart(a, b), `${a} ${b}`).toBeGreaterThan(15);
    for (const level of ['s', 'a', 'b']) expect(Math.hypot(...lab(a, 'all').map((v, k) => v - lab(value(body, `level-${level}`), 'all')[k]!)), `${a} ${level}`).toBeGreaterThan(25);
  }
});
