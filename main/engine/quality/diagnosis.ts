import { refusalsIn } from '#app/acquisition';
import type { DiagnosticKind, SourceId } from '#app/park';
import type { Clock } from '#kernel/time';
import type { SourceState } from '../collect/source-state.ts';
import type { Suspicions } from './suspicions.ts';

/** `found`: told of every source every second; whoever hears it knows what is new. */
export interface DiagnosisParts {
  readonly clock: Clock;
  readonly states: () => readonly SourceState[];
  readonly suspicions: Suspicions;
  readonly found: (source: SourceId, kind: DiagnosticKind, met: boolean, value: number | null) => void;
}

/** What is found out about whole sources, looked at once a second (ALM-61). Of what cannot be said yet nothing is said, so that an alarm that was restored stands until it is known to be over. */
export function diagnosis({ clock, states, suspicions, found }: DiagnosisParts) {
  return {
    look(): void {
      const mono = clock.mono();
      for (const { definition: { id }, clock: device, counts, refusals } of states()) {
        const { offsetMs, wrong } = device.says();
        if (offsetMs !== null) found(id, 'clock', wrong, Math.round(offsetMs / 1000));
        const { since, known } = suspicions.ofSource(id);
        if (known) found(id, 'frozen', since !== null, since === null ? null : Math.round((clock.now() - since) / 1000));
        const repeated = refusals.hear(refusalsIn(counts), mono);
        if (repeated !== null) found(id, 'refused', repeated, refusals.lately());
      }
    },
  };
}
