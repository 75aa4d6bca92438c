import fs from 'node:fs';
import { runEngine } from '../../../../main/engine/run.ts';

/** An engine in a process of its own that can be killed. Writes every sample that reaches its pipeline, one a line: source, handle, value, times, late or not. */
const [site, data, out] = process.argv.slice(2) as [string, string, string];
const file = fs.openSync(out, 'a');
const engine = await runEngine({ site, data, heads: [], workstation: 'w', restart: null }, {
  note: (line) => process.stderr.write(`${line}\n`), event: (change, rule) => process.stdout.write(`${change.what} ${rule.id}\n`),
  tap: (source, b) => { let text = ''; for (let i = 0; i < b.length; i++) text += `${JSON.stringify([source, b.handle[i], b.value[i], b.sourceTime[i], b.receivedTime[i], b.late ?? null, b.status[i]])}\n`; fs.writeSync(file, text); },
});
if (!engine.ok) throw new Error(JSON.stringify(engine));
process.stderr.write('engine is running\n');
process.on('SIGTERM', () => void engine.value.stop().then(() => process.exit(0)));
