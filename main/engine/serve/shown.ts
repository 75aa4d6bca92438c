import { retained, viewOf, type Alarm, type AlarmRule, type AlarmView } from '#app/alarm';

/** An alarm as it stood when it was last committed, or, while nothing is recorded, as it stands. */
interface Shown { readonly rule: AlarmRule; readonly alarm: Alarm; readonly recorded: boolean }

/**
 * What windows may see of the alarms: who asks for the list is told no more than who listens (HOUSE 2.1: publish after commit), so that neither a list shows what a
 * crash could still take back, nor an answer overtakes the stream. `first`: what was restored.
 */
export function shownAlarms(first: readonly Omit<Shown, 'recorded'>[]) {
  const shown = new Map<string, Shown>(first.map(({ rule, alarm }) => [alarm.id, { rule, alarm, recorded: true }]));
  const view = ({ rule, alarm, recorded }: Shown): AlarmView => viewOf(rule, alarm, recorded);
  return {
    /** A change that was committed, or could not be. `gone`: the site has no such alarm any more. */
    show(rule: AlarmRule, alarm: Alarm, recorded: boolean, gone: boolean): AlarmView {
      const one = { rule, alarm, recorded };
      if (gone) shown.delete(alarm.id); else shown.set(alarm.id, one);
      return view(one);
    },
    /** All that belong on the list. */
    list: (): readonly AlarmView[] => [...shown.values()].filter(({ alarm }) => retained(alarm)).map(view),
    get(id: string): AlarmView | null { const one = shown.get(id); return one === undefined ? null : view(one); },
    /** All is recorded again. */
    recorded(): void { for (const [id, one] of shown) if (!one.recorded) shown.set(id, { ...one, recorded: true }); },
    /** After a change of the site: the same alarms under their rules of now. */
    rules(ruleOf: (id: string) => AlarmRule | null): void {
      for (const [id, one] of shown) { const rule = ruleOf(id); if (rule !== null) shown.set(id, { ...one, rule }); }
    },
  };
}
export type ShownAlarms = ReturnType<typeof shownAlarms>;
