import { useStore } from 'zustand';
import { Age } from '#kit/controls/Age.tsx';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import './health.css';
import type { HealthStore } from './store.ts';

interface Props { readonly store: HealthStore; readonly connection: 'waiting' | 'open' | 'lost' | 'refused'; readonly since: number; /** How the windows of this workstation do; absent where there is no shell. */ readonly windows?: readonly { readonly state: string }[] }

/** The bottom line: does everything that this desk stands on run? Each item keeps its place; what is not as it should be is set in bold. */
export function HealthLine({ store, connection, since, windows = [] }: Props) {
  const words = useWords();
  const site = useSiteTime();
  const health = useStore(store.state, (s) => s.health);
  const open = connection === 'open';
  const well = windows.filter((w) => w.state === 'well').length;
  return (
    <footer className="health" aria-label={words.t('health:line')}>
      <span data-odd={!open}>{words.t(`health:connection-${connection}`)} · <Age at={since} /></span>
      {windows.length > 0 && <span data-odd={well < windows.length}>{words.t('health:windows', { well, all: windows.length })}</span>}
      {health !== null && (
        <>
          <span title={health.node}>{words.t('health:engine', { node: health.node.slice(0, 8), term: health.term })}</span>
          <span data-odd={health.journal.state !== 'recording'}>{words.t(`health:journal-${health.journal.state}`, { seq: health.journal.seq })}</span>
          {health.history.state !== 'off' && <span data-odd={health.history.state === 'stopped' || health.history.lagMs > 5000}>{words.t(health.history.state === 'stopped' ? 'health:history-line-stopped' : 'health:history-keeping', { lag: Math.ceil(health.history.lagMs / 1000) })}</span>}
          <span data-odd={health.sources.up < health.sources.all}>{words.t('health:sources', { up: health.sources.up, all: health.sources.all })}</span>
          <span>{words.t('health:samples', { rate: Math.round(health.samplesPerSecond) })}</span>
          <span>{words.t('health:load', { cpu: Math.round(health.cpuPercent), memory: Math.round(health.memoryMB) })}</span>
          <span>{words.t('health:started', { time: site.clock(health.startedAt) })}</span>
          {health.clockJump !== null && <span data-odd="true">{words.t('health:clock-jump', { seconds: (health.clockJump.ms / 1000).toFixed(1), time: site.clock(health.clockJump.at) })}</span>}
        </>
      )}
    </footer>
  );
}
