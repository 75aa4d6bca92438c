import { isUnspoken } from '#app/acquisition';
import type { AlarmRule, Memory, OfflineTerms } from '#app/alarm';
import type { SourceId } from '#app/park';
import { monoMs, type MonoMs } from '#kernel/time';
import type { LatestColumns } from './latest.ts';
import type { Slot } from './slots.ts';

/** One enterprise whose silence is an alarm. `handles`: of its points. `since`: our monotonic clock when it was last heard. `down`: none of its sources has a link, so nobody listens to it. */
interface Quiet { readonly slot: Slot; readonly terms: OfflineTerms; readonly handles: readonly number[]; since: MonoMs; down: boolean }

const termsOf = ({ terms }: AlarmRule): OfflineTerms | null => (terms?.kind === 'offline' ? terms : null);

/** The alarms of enterprises that have fallen silent (PIP-16 to 18). Asked once a second, so that a sample costs nothing here. */
export function quietEnterprises() {
  let all: readonly Quiet[] = [];

  /** The last time that anything of it was heard, by whichever of its points. */
  function heardAt({ handles, since }: Quiet, { perPoint: { heard, status, quality } }: LatestColumns): number {
    let last: number = since;
    for (const h of handles) if (heard[h]! > last && quality[h]! > 0 && !isUnspoken(status[h]!)) last = heard[h]!;
    return last;
  }
  return {
    /** Takes the slots of a site as it is now; an enterprise that goes on keeps its silence, one that was restored too. */
    lay(slots: readonly Slot[], latest: LatestColumns, mono: MonoMs): void {
      const before = new Map(all.map((q) => [q.slot.rule.id, q]));
      all = slots.flatMap((slot): Quiet[] => {
        const terms = termsOf(slot.rule);
        if (terms === null) return [];
        const kept = before.get(slot.rule.id);
        const since = kept?.since ?? (slot.alarm.memory?.kind === 'offline' ? slot.alarm.memory.silentSince : mono);
        return [{ slot, terms, handles: terms.points.flatMap((p) => latest.handleOf.get(p) ?? []), since, down: kept?.down ?? false }];
      });
    },
    /** Those that have been silent for too long now. While all its sources are down, no enterprise is: their own alarms tell, and its silence begins anew when one comes back. */
    sweep(latest: LatestColumns, isUp: (source: SourceId) => boolean, mono: MonoMs): readonly Slot[] {
      const silent: Slot[] = [];
      for (const q of all) {
        q.since = monoMs(heardAt(q, latest));
        const up = q.terms.sources.some(isUp);
        if (!up) { q.down = true; continue; }
        if (q.down) { q.down = false; q.since = mono; }
        if (q.slot.alarm.condition === 'clear' && mono - q.since > q.terms.longerMs) silent.push(q.slot);
      }
      return silent;
    },
    /** Nobody listened for so long: that is no silence of theirs. */
    pass(ms: number): void { for (const q of all) q.since = monoMs(q.since + ms); },
    /** What is kept of each, by its alarm. */
    memories: (): ReadonlyMap<string, Memory> => new Map(all.map((q) => [q.slot.rule.id, { kind: 'offline', silentSince: q.since }])),
    /** How many enterprises have been silent for longer than a sweep. */
    running: (mono: MonoMs): number => all.reduce((n, q) => n + (!q.down && mono - q.since > 2000 ? 1 : 0), 0),
  };
}
