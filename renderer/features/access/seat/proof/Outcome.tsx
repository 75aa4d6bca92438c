import { useStore } from 'zustand';
import { span, useNow } from '#kit/time';
import { useWords } from '#kit/words';
import type { Attempts } from './attempts.ts';

/** True while the engine looks at nothing, and is asked nothing. Drawn again once a second. */
export function useWaiting(of: Attempts): number {
  const now = useNow();
  return Math.max(0, useStore(of.state, (s) => s.until) - now);
}

/** Why it did not come to anything, in words; a wait is counted down. */
export function Outcome({ of }: { readonly of: Attempts }) {
  const words = useWords();
  const { fault, second, busy } = useStore(of.state);
  const left = useWaiting(of);
  const waiting = fault?.code === 'login-wait';
  const said = waiting ? (left > 0 ? words.t('access:wait', { time: span(left) }) : words.t('access:wait-over'))
    : fault !== null ? words.fault(fault) : second && !busy ? words.t('access:second-wanted') : '';
  return <p className="seat-outcome" data-fault={fault !== null && (!waiting || left > 0)} role={waiting ? 'timer' : 'alert'}>{said}</p>;
}
