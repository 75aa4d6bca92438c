import { addDays, changeDrafts, dutyFold, fixedZone, defaultShifts, foreseenDuty, shiftsOf, zoneNamed, type DutyDraft, type Unit } from '#app/duty';
import type { Draft } from '#app/journal';
import { engineActor } from '#kernel/session';
import { epochMs, monoMs, type Clock } from '#kernel/time';
import { openData, openJournal, openKeys, readSite } from '#storage';
import { fictitiousRoster } from './fictitious.ts';

/** Enters a roster of fictitious people into a data folder whose engine is not running: `demo.ts --site DIR --data DIR [--enterprises N]`. One that has a roster already is left as it is. */
const clock: Clock = { now: () => epochMs(Date.now()), mono: () => monoMs(performance.now()), after: (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const option = (name: string): string | null => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? null : process.argv[at + 1] ?? null; };
const need = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: { readonly code: string } }): T => { if (!result.ok) throw new Error(result.fault.code); return result.value; };

async function enter(siteDir: string, dataDir: string, enterprises: number): Promise<void> {
  const read = await readSite(siteDir);
  if (!read.ok) throw new Error(`the site has ${read.faults.length} mistakes: npm run engine -- site check ${siteDir}`);
  const { site } = read.value;
  const data = need(openData(dataDir, { clock }));
  const journal = need(await openJournal(data, { clock, realm: 'live', note: () => {} }));
  try {
    const [people, persons] = [need(await journal.read({ kinds: ['duty.person'], everyNode: true, limit: 1 })), need(await journal.read({ kinds: ['person.created'], everyNode: true, limit: 1 }))];
    if (people.length > 0) { say('there is a roster already; nothing was changed'); return; }
    const keys = need(openKeys(data.dir, { first: persons.length === 0, at: clock.now() }));
    const none = { leader: 0, officer: 0 };
    const units: readonly Unit[] = [{ id: 'park', name: site.name, cover: none }, ...site.assets.filter((a) => a.kind === 'enterprise').map(({ id, name }): Unit => ({ id, name, cover: none }))];
    const zone = zoneNamed(site.zone);
    const today = shiftsOf(read.value.shifts ?? defaultShifts, zone.ok ? zone.value : fixedZone(0)).at(clock.now()).date;
    let kept = dutyFold().kept();
    const drafts: DutyDraft[] = [];
    for (const change of fictitiousRoster(units, addDays(today, -1), enterprises)) {
      const made = need(changeDrafts(kept, change, keys.cipher));
      kept = foreseenDuty(kept, made);
      drafts.push(...made);
    }
    const written = need(await journal.append(drafts.map(({ kind, subject, body }): Draft => ({ time: clock.now(), actor: engineActor, realm: 'live', kind, v: 1, subject, body }))));
    say(`${kept.people.size} fictitious people on the roster of ${kept.units.size} units, in ${written.length} events`);
  } finally { await journal.close(); data.close(); }
}

const [siteDir, dataDir] = [option('site'), option('data')];
if (siteDir === null || dataDir === null) { say('usage: --site DIR --data DIR [--enterprises N]'); process.exitCode = 2; } else await enter(siteDir, dataDir, Number(option('enterprises') ?? 20));
