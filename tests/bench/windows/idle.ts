import { launch } from '../../end-to-end/application.ts';
import { row, type Row } from '../report.ts';
import { used, windowOf } from './processes.ts';
import { wholePark } from './whole-park.ts';

const bench = 'windows';
const settleMs = 25_000;

/** Desk, alarm screen and scene connected to the whole park, values changing, nobody touching anything: what all processes but the engine cost. */
export async function idle(seconds: number): Promise<readonly Row[]> {
  const park = await wholePark();
  const application = await launch(['--site', park.site, '--data', park.data, '--profile', 'desk-alarms-scene']);
  try {
    for (const kind of ['desk', 'alarms', 'scene']) await windowOf(application.app, kind);
    await new Promise((r) => setTimeout(r, settleMs));
    const changes = (): Promise<number> => application.desk.locator('.log li').count();
    const [before, lines] = [await used(application.app), await changes()];
    const began = performance.now();
    await new Promise((r) => setTimeout(r, seconds * 1000));
    const after = await used(application.app);
    const passed = (performance.now() - began) / 1000;
    const share = (b: number, a: number): number => ((a - b) / passed) * 100;
    return [
      row(bench, 'idle, three windows: all processes but the engine', share(before.others, after.others), '% of a core', '<= 20'),
      ...Object.keys(after.byType).map((type) => row(bench, `idle: ${type}`, share(before.byType[type] ?? 0, after.byType[type] ?? 0), '% of a core')),
      row(bench, 'idle: lines of the log meanwhile (0: no state changed)', (await changes()) - lines, 'lines'),
    ];
  } finally { await application.close(); await park.end(); }
}
