import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawingText } from '#app/mimic';
import { farm, type Bund } from './mimics/farm.ts';
import { sewage } from './mimics/sewage.ts';

// Draws the mimics that ship with the two example sites. Run: node scripts/make-mimics.ts
const name = (zh: string, en: string) => ({ zh, en });
const ids = (first: number, last: number): readonly string[] => Array.from({ length: last - first + 1 }, (_, i) => `T-${String(first + i).padStart(2, '0')}`);
const gas = (prefix: string, first: number, last: number): readonly string[] => Array.from({ length: last - first + 1 }, (_, i) => `${prefix}${String(first + i).padStart(2, '0')}`);

const bund = (zh: string, en: string, asset: string, form: Bund['form'], tanks: readonly string[], detectors: readonly string[], switches = false): Bund => ({ title: name(zh, en), asset, form, tanks, gas: detectors, switches });

const whole = farm(name('沅珩化工罐区', 'Yuanheng tank farm'), [
  [bund('环氧丙烷罐区', 'Propylene oxide', 'E05-HS1', 'tank', ids(1, 4), gas('GD-E05-', 1, 4)), bund('丙烯球罐区', 'Propylene spheres', 'E05-HS2', 'sphere', ids(5, 7), [...gas('GD-E05-', 5, 8), 'GD-E05-W1', 'GD-E05-W2', 'GD-E05-W3', 'GD-E05-W4'])],
  [
    bund('液氯', 'Chlorine', 'E05-HS3', 'tank', ids(8, 9), gas('GD-E05-', 9, 12)), bund('苯', 'Benzene', 'E05-HS4', 'tank', ids(10, 11), gas('GD-E05-', 13, 15)), bund('甲醇', 'Methanol', 'E05-HS5', 'tank', ids(12, 12), gas('GD-E05-', 16, 18)),
    bund('苯胺', 'Aniline', 'E05-HS6', 'tank', ids(13, 13), gas('GD-E05-', 19, 21)), bund('硝基苯', 'Nitrobenzene', 'E05-HS7', 'tank', ids(14, 14), gas('GD-E05-', 22, 24)),
  ],
], (p, top) => {
  p.put('pump', 'pump', { x: 60, y: top + 30, width: 64, height: 64 }, name('转料泵', 'Transfer pump'), { show: 'colour', point: 'E05-P01.PUMP_AMPS' });
  p.put('amps', 'value', { x: 140, y: top + 26, width: 150, height: 34 }, null, { show: 'text', point: 'E05-P01.PUMP_AMPS', digits: 0, unit: true }, { show: 'colour', point: 'E05-P01.PUMP_AMPS' });
  p.put('press', 'value', { x: 140, y: top + 66, width: 150, height: 34 }, null, { show: 'text', point: 'E05-P01.PUMP_PRESS', digits: 2, unit: true }, { show: 'colour', point: 'E05-P01.PUMP_PRESS' });
  ['T-05.PRESS', 'T-06.PRESS', 'T-07.PRESS', 'T-01.TEMP'].forEach((point, i) => {
    p.put(`n-trend-${i}`, 'text', { x: 340 + i * 390, y: top - 4, width: 360, height: 24 }, name(`${point} · 10 分钟`, `${point} · 10 min`));
    p.put(`trend-${i}`, 'trend', { x: 340 + i * 390, y: top + 24, width: 364, height: 118 }, null, { show: 'trend', point, minutes: 10 }, { show: 'colour', point });
  });
  p.put('to-sewage', 'text', { x: 1660, y: 24, width: 220, height: 32 }, name('污水处理线 →', 'Sewage line →'), { show: 'go', mimic: 'sewage-line' });
});

const demo = farm(name('罐区 A、B', 'Tank farms A and B'), [
  [bund('罐区A · 丁二烯、环氧丙烷', 'Farm A: butadiene, propylene oxide', 'farm-a', 'tank', ids(1, 4), gas('GD-A', 1, 6), true), bund('罐区A · 正丁烷球罐', 'Farm A: n-butane spheres', 'farm-a', 'sphere', ids(5, 6), gas('GD-A', 7, 9), true)],
  [bund('罐区A · 丙烯球罐', 'Farm A: propylene spheres', 'farm-a', 'sphere', ids(7, 8), gas('GD-A', 10, 12), true), bund('罐区B · 甲醇、苯乙烯', 'Farm B: methanol, styrene', 'farm-b', 'tank', ids(9, 12), gas('GD-B', 1, 6), true)],
], (p, top) => {
  ['T-07.PRESS', 'T-07.LEVEL', 'T-01.LEVEL', 'GD-A10'].forEach((point, i) => {
    p.put(`n-trend-${i}`, 'text', { x: 60 + i * 440, y: top - 4, width: 400, height: 24 }, name(`${point} · 10 分钟`, `${point} · 10 min`));
    p.put(`trend-${i}`, 'trend', { x: 60 + i * 440, y: top + 24, width: 410, height: 118 }, null, { show: 'trend', point, minutes: 10 }, { show: 'colour', point });
  });
});

const root = path.join(import.meta.dirname, '..');
for (const [site, id, { drawing, svg }] of [['whole', 'tank-farm', whole], ['whole', 'sewage-line', sewage()], ['demo', 'tank-farm', demo]] as const) {
  for (const [file, text] of [[`resources/sites/${site}/mimics/${id}.json`, drawingText(drawing)], [`resources/sites/${site}/mimics/${id}.svg`, svg]] as const) {
    const at = path.join(root, file);
    const before = await readFile(at, 'utf8').catch(() => null);
    await mkdir(path.dirname(at), { recursive: true });
    if (before !== text) await writeFile(at, text);
    console.log(`${before === text ? 'same    ' : 'written '} ${file}`);
  }
}
