import { Modal } from '@mantine/core';
import type { Action } from '#kit/actions';
import { useWords } from '#kit/words';

const shownKeys: Readonly<Record<string, string>> = { ' ': 'Space', ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', '？': '' };
const keyName = (key: string): string => shownKeys[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** All keys of this window, made from its actions. */
export function KeyHelp({ actions, opened, onClose }: { readonly actions: readonly Action[]; readonly opened: boolean; readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Modal opened={opened} onClose={onClose} title={words.t('desk:keys')} centered size="lg" closeButtonProps={{ 'aria-label': words.t('desk:close') }} transitionProps={{ duration: 0 }}>
      <dl className="key-help">
        {actions.map((a) => (
          <div key={a.id}><dt>{a.keys.map(keyName).filter((k) => k !== '').map((k) => <kbd key={k}>{k}</kbd>)}</dt><dd>{words.t(a.title)}</dd></div>
        ))}
      </dl>
    </Modal>
  );
}
