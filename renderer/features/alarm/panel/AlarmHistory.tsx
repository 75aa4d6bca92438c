import { useStore } from 'zustand';
import type { AlarmStep } from '#app/alarm';
import type { PointView } from '#app/park';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { unitOf, valueOf } from '../about.ts';
import type { StepsStore } from './steps-store.ts';

interface Props { readonly store: StepsStore; readonly point: PointView | null; readonly actor: (actor: string) => string }

function StepLine({ step, point, actor }: { readonly step: AlarmStep; readonly point: PointView | null; readonly actor: string }) {
  const words = useWords();
  return (
    <li title={step.rules.join(' ')}>
      <time className="number" dateTime={new Date(step.time).toISOString()}>{useSiteTime().stamp(step.time, useNow())}</time>
      <span>{words.t(words.has(`alarm:step-${step.kind}`) ? `alarm:step-${step.kind}` : `alarm:state-${step.state}`)}</span>
      <span className="number">{step.value === null ? '' : `${valueOf(step.value, point, words)} ${unitOf(point)}`}</span>
      <span className="dim cut" title={actor}>{actor}</span>
    </li>
  );
}

/** The steps of the life of this alarm, the newest first. */
export function AlarmHistory({ store, point, actor }: Props) {
  const words = useWords();
  const { steps, phase, fault } = useStore(store.state);
  return (
    <section className="steps" aria-label={words.t('alarm:history')}>
      <h3>{words.t('alarm:history')}</h3>
      {fault !== null && <FailedState fault={fault} />}
      {fault === null && phase === 'loading' && <PanelState title={words.t('states:loading')} live />}
      {fault === null && phase === 'shown' && steps.length === 0 && <p className="dim">{words.t('alarm:history-none')}</p>}
      {fault === null && steps.length > 0 && <ol tabIndex={0} aria-label={words.t('alarm:history')}>{steps.map((s) => <StepLine key={s.seq} step={s} point={point} actor={actor(s.actor)} />)}</ol>}
    </section>
  );
}
