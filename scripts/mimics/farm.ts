import type { Drawing } from '#app/mimic';
import { pen, type Pen } from './pen.ts';

/** A bund with its tanks and its gas detectors, by the ids of their points. */
export interface Bund { readonly title: Drawing['name']; readonly asset: string; readonly form: 'tank' | 'sphere'; readonly tanks: readonly string[]; readonly gas: readonly string[]; readonly switches: boolean }
const cell = { width: 250, height: 300 };

function tank(p: Pen, id: string, x: number, y: number, form: Bund['form'], withSwitch: boolean): void {
  p.put(`v-${id}`, form, { x: x + 6, y: y + 40, width: 116, height: form === 'sphere' ? 128 : 140 }, { zh: id, en: id }, { show: 'level', point: `${id}.LEVEL` }, { show: 'colour', point: `${id}.LEVEL` });
  const rows = [['LEVEL', 1], ['TEMP', 1], ['PRESS', 0], ['FLOW', 0]] as const;
  rows.forEach(([what, digits], i) => p.put(`${what.toLowerCase()}-${id}`, 'value', { x: x + 132, y: y + 40 + i * 37, width: 112, height: 33 }, null, { show: 'text', point: `${id}.${what}`, digits, unit: true }, { show: 'colour', point: `${id}.${what}` }));
  if (withSwitch) {
    p.raw(`<path id="lshh-${id}" d="M${x + 98} ${y + 24}h22l-11 14z" fill="var(--mimic-off)" stroke="var(--mimic-edge)" stroke-width="1.5"/>`);
    p.bind(`lshh-${id}`, { show: 'state', point: `${id}.LSHH` }, { show: 'colour', point: `${id}.LSHH` });
  }
  p.pipe([[x + 64, y + (form === 'sphere' ? 168 : 180)], [x + 64, y + 232]]);
}

/** The gas detectors of a bund, a row of small lights with their ids' last letters beside. */
function detectors(p: Pen, gas: readonly string[], x: number, y: number, room: number): void {
  const step = Math.min(84, room / Math.max(1, gas.length));
  gas.forEach((id, i) => {
    const cx = x + 12 + i * step;
    p.raw(`<circle id="${id}" cx="${cx}" cy="${y}" r="9" fill="var(--mimic-vessel)" stroke="var(--mimic-edge)" stroke-width="2"/>`);
    p.bind(id, { show: 'colour', point: id });
    p.put(`t-${id}`, 'text', { x: cx + 13, y: y - 9, width: step - 26, height: 18 }, { zh: id.split('-').at(-1) ?? id, en: id.split('-').at(-1) ?? id });
  });
}

/** A tank farm: bunds in rows, a header that joins the tanks of a row, and beside it what the reader goes on to. */
export function farm(name: Drawing['name'], rows: readonly (readonly Bund[])[], more: (p: Pen, top: number) => void): ReturnType<Pen['files']> {
  const wide = Math.max(1800, ...rows.map((r) => 46 + r.reduce((sum, b) => sum + b.tanks.length * cell.width + 30, 0)));
  const size = { width: wide, height: 130 + rows.length * (cell.height + 70) + 190 };
  const p = pen(name, size);
  p.put('title', 'text', { x: 30, y: 22, width: 900, height: 40 }, name);
  rows.forEach((bunds, r) => {
    const top = 96 + r * (cell.height + 70);
    let x = 30;
    for (const [k, b] of bunds.entries()) {
      const width = b.tanks.length * cell.width + 16;
      p.area({ x, y: top, width, height: cell.height + 34 });
      p.put(`n-${b.asset}-${r}-${k}`, 'text', { x: x + 12, y: top + 8, width: width - 24, height: 26 }, b.title, { show: 'select', asset: b.asset });
      b.tanks.forEach((id, i) => tank(p, id, x + 8 + i * cell.width, top + 40, b.form, b.switches));
      detectors(p, b.gas, x + 12, top + cell.height + 14, width - 24);
      p.pipe([[x + 24, top + 272], [x + width - 24, top + 272]], { wide: 7 });
      x += width + 14;
    }
  });
  more(p, 96 + rows.length * (cell.height + 70));
  return p.files();
}
