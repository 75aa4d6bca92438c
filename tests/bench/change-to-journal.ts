import { livingEngine } from '../main/engine/living.ts';
import { percentiles, type Row } from './report.ts';
import { change, phase, twoPoints } from './two-points.ts';

const [intervalMs, changes] = [100, 150];
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));

/** From the moment the device's value changes to the line that the engine writes after the commit, less one whole publishing or polling interval of the protocol. */
export async function changeToJournal(bench: string): Promise<Row[]> {
  const park = await twoPoints(intervalMs);
  const engine = livingEngine(['--site', park.site, '--data', park.data, '--events']);
  await engine.running();
  await wait(4000);
  const rows: Row[] = [];
  for (const { name, point, set } of park.protocols) {
    const beyond: number[] = [];
    for (let i = 0; i < changes; i++) {
      const [seen, at] = [engine.shown.length, performance.now()];
      set(change(i).value);
      const heard = () => engine.shown.slice(seen).find((l) => l.alarm === `${point}.H`);
      while (heard() === undefined && performance.now() - at < 5000) await wait(1);
      if (heard() !== undefined) beyond.push(performance.now() - at - intervalMs);
      await phase(i, intervalMs);
    }
    rows.push(...percentiles(bench, `${name}: change to journal beyond ${intervalMs} ms`, beyond, 'ms', '<= 150'));
  }
  engine.child.kill('SIGTERM');
  await engine.exit();
  await park.end();
  return rows;
}
