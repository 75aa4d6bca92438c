import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Fault } from '#kernel/result';
import { useWords } from '#kit/words';
import type { Attempts } from '../proof/attempts.ts';
import { Outcome, useWaiting } from '../proof/Outcome.tsx';

interface Props { readonly of: Attempts; readonly whole: boolean; /** Of the button. */ readonly label: string; readonly more?: readonly Fault[]; readonly submit: () => Promise<void>; readonly children: ReactNode }

/** A form that changes something of one's own: its fields, every reason against it, one button. */
export function Changing({ of, whole, label, more = [], submit, children }: Props) {
  const words = useWords();
  const busy = useStore(of.state, (s) => s.busy);
  const waiting = useWaiting(of) > 0;
  return (
    <form className="seat-form" data-layout="page" onSubmit={(e) => { e.preventDefault(); if (whole) void submit(); }}>
      {children}
      <div className="seat-do"><button type="submit" className="button" data-primary="true" disabled={!whole || busy || waiting}>{busy ? words.t('access:asking') : label} <kbd>Enter</kbd></button></div>
      <Outcome of={of} />
      {more.length > 0 && <ul className="seat-more">{more.map((f) => <li key={f.code}>{words.fault(f)}</li>)}</ul>}
    </form>
  );
}
