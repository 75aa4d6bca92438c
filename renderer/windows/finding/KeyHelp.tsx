import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import type { Action } from '#kit/actions';
import { useWords } from '#kit/words';
import { keyName } from './key-name.ts';

/** Lines of one title are one: their first and last key, and all numbers of them. */
function linesOf(actions: readonly Action[]): readonly { readonly first: Action; readonly last: Action; readonly count: number }[] {
  const by = Map.groupBy(actions, (a) => (a.params === undefined ? `${a.title} ${a.id}` : a.title));
  return [...by.values()].map((of) => ({ first: of[0]!, last: of.at(-1)!, count: of.length }));
}

/** All keys of this window, made from its actions. */
export function KeyHelp({ actions, opened, onClose }: { readonly actions: readonly Action[]; readonly opened: boolean; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Modal.Root opened={opened} onClose={onClose} centered size="min(1040px, 94vw)" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.t('desk:keys')}>
        <Modal.Body>
          <div className="key-head"><h2>{words.t('desk:keys')}</h2><button type="button" className="button" onClick={onClose}>{words.t('desk:close')} <kbd>Esc</kbd></button></div>
          <dl className="key-help">
            {linesOf(actions.filter((a) => a.keys.length > 0)).map(({ first: a, last, count }) => (
              <div key={a.id}>
                <dt>{(count === 1 ? a.keys : [a.keys[0] ?? '', last.keys[0]?.split('+').at(-1) ?? '']).map(keyName).filter((k) => k !== '').map((k, i) => <Fragment key={k}>{count > 1 && i > 0 && '–'}<kbd>{k}</kbd></Fragment>)}</dt>
                <dd>{words.t(a.title, count === 1 ? a.params : { n: `${a.params?.['n']}–${last.params?.['n']}` })}</dd>
              </div>))}
          </dl>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
