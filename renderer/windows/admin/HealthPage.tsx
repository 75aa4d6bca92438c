import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { span, useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { Displays } from '../open/panel/Displays.tsx';
import { HealthTable } from '../open/panel/HealthTable.tsx';
import '../open/panel/panel.css';
import type { AdminStores } from './stores.ts';

interface Fact { readonly label: string; readonly value: ReactNode; readonly odd?: boolean }
function Facts({ of }: { readonly of: readonly Fact[] }) {
  return <dl className="admin-facts">{of.map(({ label, value, odd = false }) => <div key={label}><dt>{label}</dt><dd data-odd={odd}>{value}</dd></div>)}</dl>;
}

/** How the engine, its journal, its disk and the windows of this workstation do. What is not as it should be is set in bold. */
export function HealthPage({ stores }: { readonly stores: AdminStores }) {
  const words = useWords();
  const now = useNow();
  const site = useSiteTime();
  const { health, fault } = useStore(stores.health.state);
  const process = useStore(stores.process.state, (s) => s.process);
  const windows = useStore(stores.windows.state, (s) => s.health);
  if (health === null) return fault === null ? <PanelState title={words.t('states:loading')} next={words.t('states:loading-next')} live /> : <FailedState fault={fault} />;
  const { journal, sources } = health;
  const why = journal.fault === null ? '' : words.t(words.has(`health:fault-${journal.fault}`) ? `health:fault-${journal.fault}` : 'health:fault-other', { code: journal.fault });
  const engine: readonly Fact[] = [
    { label: words.t('admin:health-node'), value: health.node }, { label: words.t('admin:health-since'), value: `${site.stamp(health.startedAt, now)} · ${span(now - health.startedAt)}` },
    { label: words.t('admin:health-term'), value: health.term }, { label: words.t('admin:health-restart'), odd: health.restart !== null, value: health.restart === null ? words.t('admin:health-none') : words.t('admin:health-attempt', { n: health.restart.attempt, reason: health.restart.reason }) },
    { label: words.t('admin:health-load'), value: words.t('admin:health-load-said', { cpu: Math.round(health.cpuPercent), memory: Math.round(health.memoryMB), rate: Math.round(health.samplesPerSecond) }) },
    { label: words.t('admin:health-sources'), odd: sources.up < sources.all, value: `${sources.up} / ${sources.all}` },
    { label: words.t('admin:health-clock'), odd: health.clockJump !== null, value: health.clockJump === null ? words.t('admin:health-none') : words.t('admin:health-jump', { seconds: (health.clockJump.ms / 1000).toFixed(1), time: site.stamp(health.clockJump.at, now) }) },
    ...(process === null ? [] : [{ label: words.t('admin:health-attempts'), odd: process.attempt > 1, value: process.attempt }]),
  ];
  const written: readonly Fact[] = [
    { label: words.t('admin:head-state'), odd: journal.state !== 'recording', value: words.t(`health:journal-${journal.state}`, { seq: journal.seq }) }, { label: words.t('admin:health-waiting'), odd: journal.waiting > 1000, value: journal.waiting },
    { label: words.t('admin:health-disk'), odd: journal.state !== 'recording', value: why === '' ? words.t(journal.state === 'reserve' ? 'health:reserve-next' : 'admin:health-disk-well') : why },
  ];
  return (
    <div className="health-page">
      <section aria-label={words.t('admin:health-engine')}><h2>{words.t('admin:health-engine')}</h2><Facts of={engine} /></section>
      <section aria-label={words.t('admin:health-journal')}><h2>{words.t('admin:health-journal')}</h2><Facts of={written} /></section>
      <section aria-label={words.t('workstation:health')} className="health-windows"><h2>{words.t('workstation:health')}</h2>
        {windows.length === 0 ? <p className="dim">{words.t('admin:health-no-windows')}</p> : <><HealthTable of={stores} /><Displays of={stores} /></>}
      </section>
    </div>
  );
}
