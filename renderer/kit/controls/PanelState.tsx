import { useContext, type ReactNode } from 'react';
import type { Fault } from '#kernel/result';
import { permissions } from '#kernel/session';
import { MayContext } from '../may.ts';
import { useWords } from '../words.ts';

interface Props { readonly title: string; readonly next?: string; readonly children?: ReactNode; readonly live?: boolean }

/** What a panel shows when it has nothing to show: what is so, and the next step. */
export function PanelState({ title, next, children, live = false }: Props) {
  return <div className="state" role={live ? 'status' : undefined}><strong>{title}</strong>{next !== undefined && <p>{next}</p>}{children}</div>;
}

/** A panel that could not be filled: without the right, without the engine, or failed; each with its next step. */
export function FailedState({ fault, again }: { readonly fault: Fault; readonly again?: () => void }) {
  const words = useWords();
  const whyNot = useContext(MayContext);
  const needs = permissions.find((p) => p === fault.params['needs']);
  const why = needs === undefined ? null : whyNot(needs);
  const kind = fault.code === 'forbidden' ? 'forbidden' : fault.code === 'not-connected' || fault.code === 'port-closed' ? 'offline' : 'failed';
  return (
    <PanelState title={words.t(`states:${kind}`)} next={kind === 'failed' ? words.fault(fault) : why ?? words.t(`states:${kind}-next`)} live>
      {kind === 'failed' && again !== undefined && <button type="button" className="button" onClick={again}>{words.t('states:again')}</button>}
    </PanelState>
  );
}
