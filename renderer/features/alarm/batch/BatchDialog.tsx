import { Modal } from '@mantine/core';
import { useStore } from 'zustand';
import { levels } from '#app/park';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import type { AlarmStore } from '../store.ts';
import type { PickingStore } from './picking.ts';

interface Props { readonly store: AlarmStore; readonly picking: PickingStore; readonly titleOf: (alarm: string) => string; readonly actor: string }

/** Says what will happen before it happens: which alarms, how many of each level, in whose name, and what it does not do. */
export function BatchDialog({ store, picking, titleOf, actor }: Props) {
  const words = useWords();
  const { picked, confirming, asking, fault } = useStore(picking.state);
  useStore(store.state, (s) => s.rows);
  const why = useWhyNot('alarm.acknowledge');
  const alarms = [...picked.keys()].flatMap((id) => store.get(id) ?? []);
  const of = levels.map((level) => ({ level, count: alarms.filter((a) => a.level === level).length })).filter((l) => l.count > 0);
  const over = alarms.filter((a) => a.state === 'returned').length;
  return (
    <Modal.Root opened={confirming} onClose={() => picking.confirm(false)} centered size="lg" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.t('alarm:batch-title', { count: picked.size })}>
        <Modal.Body>
          <div className="dialog-head"><h2>{words.t('alarm:batch-title', { count: picked.size })}</h2><p className="group-levels number">{of.map((l) => <span key={l.level}><LevelMark level={l.level} look="steady" size={22} title={words.t(`alarm:level-${l.level}`)} />{l.count}</span>)}</p></div>
          <p>{words.t('alarm:batch-what', { count: picked.size, actor })}{over > 0 && ` ${words.t('alarm:batch-over', { count: over })}`}</p>
          <p className="dim">{words.t('alarm:batch-not')}</p>
          <ul className="batch-list" tabIndex={0} aria-label={words.t('alarm:list')}>{alarms.map((a) => <li key={a.id}><LevelMark level={a.level} look="steady" size={18} title={words.t(`alarm:level-${a.level}`)} /><span className="cut" title={a.id}>{titleOf(a.id)}</span></li>)}</ul>
          {fault !== null && <p className="notice" role="alert">{words.t('alarm:refused', { reason: words.fault(fault) })}</p>}
          <div className="dialog-end">
            <button type="button" className="button" onClick={() => picking.confirm(false)} disabled={asking}>{words.t('alarm:batch-back')} <kbd>Esc</kbd></button>
            <button type="button" className="button" data-primary="true" data-autofocus disabled={asking || why !== null} title={why ?? undefined} onClick={() => void picking.acknowledge()}>{words.t(asking ? 'alarm:asking' : 'alarm:batch-go', { count: picked.size })} <kbd>Enter</kbd></button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
