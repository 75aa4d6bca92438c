import { useStore } from 'zustand';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import type { Workstation } from '../workstation.ts';

/** How each window does. What is not as it should be is set in bold. */
export function HealthTable({ of }: { readonly of: Workstation }) {
  const words = useWords();
  const site = useSiteTime();
  const health = useStore(of.windows.state, (s) => s.health);
  const self = useStore(of.windows.state, (s) => s.self?.id ?? null);
  const figure = (n: number | null): string => (n === null ? '–' : String(Math.round(n)));
  return (
    <table className="windows-health">
      <thead><tr>{(['window', 'state', 'memory', 'frame', 'worst', 'restarts'] as const).map((h) => <th key={h} scope="col">{words.t(`workstation:health-${h}`)}</th>)}</tr></thead>
      <tbody>
        {health.map((h) => (
          <tr key={h.id}>
            <th scope="row">{words.t(`workstation:kind-${h.kind}`)}{h.show === null ? '' : ` ${h.show}`}{h.id === self ? ` (${words.t('workstation:this')})` : ''}</th>
            <td data-odd={h.state !== 'well'}>{words.t(`workstation:state-${h.state}`)} <span className="dim number">{site.clock(h.since)}</span></td>
            <td className="number" data-odd={h.memoryMB !== null && h.memoryMB > h.boundMB}>{figure(h.memoryMB)} / {h.boundMB} MB{h.reloadDue ? ` · ${words.t('workstation:reload-due')}` : ''}</td>
            <td className="number">{figure(h.frameMs)} ms</td>
            <td className="number">{figure(h.worstMs)} ms</td>
            <td className="number" data-odd={h.restarts > 0}>{h.restarts}{h.reason === null ? '' : ` · ${words.t(words.has(`workstation:reason-${h.reason}`) ? `workstation:reason-${h.reason}` : 'workstation:reason-other', { reason: h.reason })}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
