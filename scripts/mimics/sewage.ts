import { pen, type Pen } from './pen.ts';

const name = (zh: string, en: string) => ({ zh, en });
/** A basin as SVG: its water rises in it; level and one more value are text of the SVG. */
function basin(p: Pen, id: string, zh: string, en: string, x: number, y: number, more?: readonly [what: string, digits: number]): void {
  p.raw(`<rect id="${id}" x="${x}" y="${y}" width="150" height="86" fill="var(--mimic-vessel)" stroke="var(--mimic-edge)" stroke-width="2"/>`);
  p.raw(`<rect id="${id}-water" x="${x + 4}" y="${y + 4}" width="142" height="78" fill="var(--mimic-content)"/>`);
  p.raw(`<text id="${id}-level" x="${x + 75}" y="${y + 54}" font-size="24" font-weight="600" text-anchor="middle" fill="var(--value)">—</text>`);
  p.bind(id, { show: 'colour', point: `${id}.LEVEL` });
  p.bind(`${id}-water`, { show: 'level', point: `${id}.LEVEL` });
  p.bind(`${id}-level`, { show: 'text', point: `${id}.LEVEL`, digits: 2, unit: true });
  p.put(`n-${id}`, 'text', { x, y: y - 32, width: 170, height: 22 }, name(`${id} ${zh}`, `${id} ${en}`), { show: 'select', asset: id });
  if (more !== undefined) p.put(`m-${id}`, 'value', { x: x + 4, y: y + 94, width: 142, height: 30 }, null, { show: 'text', point: `${id}.${more[0]}`, digits: more[1], unit: true }, { show: 'colour', point: `${id}.${more[0]}` });
}

/** A pump station: its wet well, its pumps (light while they run: no trip), what it lifts. */
function station(p: Pen, id: string, zh: string, en: string, y: number): void {
  p.put(`n-${id}`, 'text', { x: 30, y: y - 36, width: 300, height: 24 }, name(`${id} ${zh}`, `${id} ${en}`), { show: 'select', asset: id });
  p.raw(`<path id="${id}" d="M40 ${y}V${y + 120}H150V${y}" fill="var(--mimic-vessel)" stroke="var(--mimic-edge)" stroke-width="3"/>`);
  p.raw(`<rect id="${id}-water" x="43" y="${y}" width="104" height="118" fill="var(--mimic-content)"/>`);
  p.raw(`<text id="${id}-level" x="95" y="${y + 70}" font-size="24" font-weight="600" text-anchor="middle" fill="var(--value)">—</text>`);
  p.bind(id, { show: 'colour', point: `${id}.LEVEL` });
  p.bind(`${id}-water`, { show: 'level', point: `${id}.LEVEL` });
  p.bind(`${id}-level`, { show: 'text', point: `${id}.LEVEL`, digits: 2, unit: true });
  p.pipe([[150, y + 90], [330, y + 90]]);
  p.put(`p-${id}`, 'pump', { x: 190, y: y + 64, width: 52, height: 52 }, null, { show: 'state', point: `${id}.TRIP`, on: 0 }, { show: 'colour', point: `${id}.TRIP` });
  p.put(`q-${id}`, 'value', { x: 166, y: y + 18, width: 140, height: 32 }, null, { show: 'text', point: `${id}.OUT`, digits: 0, unit: true });
}

const first = [['SG-01', '粗格栅', 'coarse screen', ['H2S', 2]], ['SG-02', '沉砂池', 'grit'], ['SG-03', '调节池', 'equalising', ['COD', 0]], ['SG-04', '沉淀池', 'settler'], ['SG-05', '水解池', 'hydrolysis', ['ORP', 0]]] as const;
const second = [['SG-06', '生化池', 'biology', ['DO', 2]], ['SG-07', '二沉池', 'settler'], ['SG-08', '气浮池', 'flotation'], ['SG-09', '活性炭', 'carbon', ['DP', 1]], ['SG-10', '滤池', 'filter', ['DP', 1]], ['SG-11', '消毒池', 'disinfection', ['CL', 2]]] as const;
const third = [['SD-01', '难降解调节', 'difficult basin'], ['SD-02', '铁碳池', 'iron-carbon'], ['SD-03', '絮凝沉淀', 'flocculation']] as const;
const outlet = [['COD', 50], ['NH3N', 8], ['TP', 0.5], ['TN', 15], ['PH', 9]] as const;

/** The sewage line of the whole park: three stations lift, two lines treat, five figures are watched where it leaves. */
export function sewage(): ReturnType<Pen['files']> {
  const p = pen(name('污水处理线', 'Sewage line'), { width: 1900, height: 960 });
  p.put('title', 'text', { x: 30, y: 22, width: 700, height: 40 }, name('污水处理线', 'Sewage line'), { show: 'select', asset: 'sewage' });
  station(p, 'PS-1', '沧屿大道泵站', 'Cangyu station', 130);
  station(p, 'PS-2', '北汀大道泵站', 'Beiting station', 330);
  station(p, 'PS-3', '明汐路泵站', 'Mingxi station', 530);
  p.pipe([[330, 620], [330, 193], [372, 193]], { wide: 8, arrow: true });
  first.forEach(([id, zh, en, more], i) => { basin(p, id, zh, en, 380 + i * 192, 150, more); if (i > 0) p.pipe([[380 + i * 192 - 42, 193], [380 + i * 192 - 6, 193]], { arrow: true }); });
  p.pipe([[1298, 215], [1336, 215], [1336, 330], [352, 330], [352, 433], [374, 433]], { arrow: true });
  second.forEach(([id, zh, en, more], i) => { basin(p, id, zh, en, 380 + i * 192, 390, more); if (i > 0) p.pipe([[380 + i * 192 - 42, 433], [380 + i * 192 - 6, 433]], { arrow: true }); });
  third.forEach(([id, zh, en], i) => { const x = 1732 - i * 176; basin(p, id, zh, en, x, 150); p.pipe([[x, 175], [i < 2 ? x - 22 : 1304, 175]], { arrow: true }); });

  p.pipe([[1490, 433], [1562, 433]], { wide: 8, arrow: true });
  p.area({ x: 1570, y: 352, width: 312, height: 268 });
  p.put('n-out', 'text', { x: 1584, y: 360, width: 280, height: 26 }, name('总排口 WO-1', 'Works outlet WO-1'));
  outlet.forEach(([what, high], i) => {
    const x = 1590 + i * 59;
    p.put(`b-${what}`, 'bar', { x, y: 416, width: 22, height: 140 }, null, { show: 'level', point: `WO-1.${what}`, low: what === 'PH' ? 4 : 0, high: what === 'PH' ? 10 : high * 1.3 }, { show: 'colour', point: `WO-1.${what}` });
    p.put(`t-${what}`, 'text', { x: x - 6, y: 390, width: 56, height: 20 }, name(what, what));
    p.put(`v-${what}`, 'value', { x: x - 10, y: 568, width: 56, height: 32 }, null, { show: 'text', point: `WO-1.${what}`, digits: high < 10 ? 2 : 1, unit: false }, { show: 'colour', point: `WO-1.${what}` });
  });

  p.area({ x: 380, y: 640, width: 800, height: 270 });
  p.put('n-pools', 'text', { x: 396, y: 650, width: 400, height: 26 }, name('事故应急池', 'Emergency pools'));
  ['EP-1', 'EP-2', 'EP-3', 'EP-4', 'EP-5'].forEach((id, i) => {
    const x = 402 + i * 156;
    p.put(id, 'tank', { x, y: 714, width: 124, height: 130 }, name(id, id), { show: 'level', point: `${id}.LEVEL` }, { show: 'colour', point: `${id}.LEVEL` });
    p.put(`v-${id}`, 'value', { x, y: 856, width: 124, height: 34 }, null, { show: 'text', point: `${id}.LEVEL`, digits: 2, unit: true }, { show: 'colour', point: `${id}.LEVEL` });
  });
  p.put('n-flow', 'text', { x: 1210, y: 644, width: 320, height: 24 }, name('外排流量 · 10 分钟', 'Discharge · 10 min'));
  p.put('s-flow', 'trend', { x: 1210, y: 676, width: 324, height: 130 }, null, { show: 'trend', point: 'SG-11.OUT', minutes: 10 }, { show: 'colour', point: 'SG-11.OUT' });
  p.put('v-flow', 'value', { x: 1210, y: 820, width: 200, height: 44 }, null, { show: 'text', point: 'SG-11.OUT', digits: 0, unit: true });
  p.put('n-cod', 'text', { x: 1558, y: 644, width: 320, height: 24 }, name('总排口 COD · 10 分钟', 'Outlet COD · 10 min'));
  p.put('s-cod', 'trend', { x: 1558, y: 676, width: 324, height: 130 }, null, { show: 'trend', point: 'WO-1.COD', minutes: 10 }, { show: 'colour', point: 'WO-1.COD' });
  p.put('v-cod', 'value', { x: 1558, y: 820, width: 200, height: 44 }, null, { show: 'text', point: 'WO-1.COD', digits: 1, unit: true });
  p.put('to-farm', 'text', { x: 1640, y: 24, width: 240, height: 32 }, name('沅珩罐区 →', 'Yuanheng tank farm →'), { show: 'go', mimic: 'tank-farm' });
  return p.files();
}
