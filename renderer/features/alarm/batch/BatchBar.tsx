import { useStore } from 'zustand';
import { mostInBatch } from '#app/alarm';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import type { PickingStore } from './picking.ts';

/** The way to the question; why it is shut. */
function Acknowledge({ picking, current }: { readonly picking: PickingStore; readonly current: boolean }) {
  const words = useWords();
  const why = useWhyNot('alarm.acknowledge');
  return <button type="button" className="button" data-primary="true" disabled={!current || why !== null} title={why ?? undefined} onClick={() => picking.confirm(true)}>{words.t('alarm:batch-acknowledge')} <kbd>B</kbd></button>;
}

/** Over the list while something is picked, or while the outcome of the last batch has not been read. */
export function BatchBar({ picking, current, titleOf }: { readonly picking: PickingStore; readonly current: boolean; readonly titleOf: (alarm: string) => string }) {
  const words = useWords();
  const { picked, result, full } = useStore(picking.state);
  if (picked.size === 0 && result === null) return null;
  return (
    <div className="batch-bar" role="status">
      {picked.size > 0
        ? <span className="number"><b>{words.t('alarm:picked', { count: picked.size })}</b>{full && <> {words.t('alarm:picked-full', { most: mostInBatch })}</>}</span>
        : result !== null && <span className="number"><b>{words.t('alarm:batch-done', { done: result.done })}</b>{result.refused.length > 0 && <> {words.t('alarm:batch-refused', { count: result.refused.length })}</>}</span>}
      {picked.size > 0 && <Acknowledge picking={picking} current={current} />}
      <button type="button" className="button" onClick={picking.clear}>{words.t(picked.size > 0 ? 'alarm:picked-clear' : 'alarm:batch-read')}</button>
      {result !== null && result.refused.length > 0 && <ul>{result.refused.slice(0, 20).map((r) => <li key={r.id} className="cut" title={r.id}>{titleOf(r.id)}：{words.fault(r.fault)}</li>)}</ul>}
    </div>
  );
}
