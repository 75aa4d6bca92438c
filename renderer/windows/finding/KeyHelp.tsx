import { Modal } from '@mantine/core';
import type { Action } from '#kit/actions';
import { useWords } from '#kit/words';
import { keyName } from './key-name.ts';


/** All keys of this window, made from its actions. */
export function KeyHelp({ actions, opened, onClose }: { readonly actions: readonly Action[]; readonly opened: boolean; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Modal.Root opened={opened} onClose={onClose} centered size="min(1040px, 94vw)" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.t('desk:keys')}>
        <Modal.Body>
          <div className="key-head"><h2>{words.t('desk:keys')}</h2><button type="button" className="button" onClick={onClose}>{words.t('desk:close')} <kbd>Esc</kbd></button></div>
          <dl className="key-help desk-keys">
            {actions.map((a) => <div key={a.id}><dt>{a.keys.map(keyName).filter((k) => k !== '').map((k) => <kbd key={k}>{k}</kbd>)}</dt><dd>{words.t(a.title, a.params)}</dd></div>)}
          </dl>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
