import { openData } from '#storage';
import { realClock } from '../clock.ts';

// Takes a data folder and never lets it go.
const data = openData(process.argv[2] ?? '', { clock: realClock });
process.stdout.write(data.ok ? 'held\n' : `${data.fault.code}\n`);
setInterval(() => { /* stays */ }, 1000);
