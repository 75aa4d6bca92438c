import { Modal } from '@mantine/core';
import { useStore } from 'zustand';
import { windowKinds } from '#app/contract';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import type { Workstation } from '../workstation.ts';
import { Displays } from './Displays.tsx';
import { HealthTable } from './HealthTable.tsx';
import './panel.css';
import { ProfileList } from './ProfileList.tsx';

/** Windows and profiles of this workstation, reachable from every window: which profile, what stands where, how each window does. */
export function WindowsPanel({ of }: { readonly of: Workstation }) {
  const words = useWords();
  const { windows } = of;
  const { panel, self, fault } = useStore(windows.state);
  const why = useWhyNot('window.open');
  const close = (): void => windows.panel(false);
  if (self === null) return null;
  if (!panel) return fault === null ? null : <p className="windows-notice" role="alert">{words.fault(fault)} <button type="button" className="button" onClick={windows.forgive}>{words.t('workstation:close')}</button></p>;
  return (
    <Modal.Root opened={panel} onClose={close} centered size={1180} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.t('workstation:panel')} onKeyDown={(e) => { if (!e.ctrlKey && !e.altKey && !/^F\d/.test(e.key)) e.stopPropagation(); /* the window's own keys rest behind a page */ }}>
        <Modal.Body>
          <div className="windows-head">
            <h2>{words.t('workstation:panel')}</h2>
            <nav aria-label={words.t('workstation:open')}>
              {windowKinds.map((kind, i) => <button key={kind} type="button" className="button" disabled={why !== null} title={why ?? undefined} onClick={() => void windows.open(kind)}>{words.t(`workstation:kind-${kind}`)} <kbd>Ctrl+{i + 1}</kbd></button>)}
            </nav>
            <button type="button" className="button" onClick={close}>{words.t('workstation:close')} <kbd>Esc</kbd></button>
          </div>
          {fault !== null && <p className="windows-fault" role="alert">{words.fault(fault)}</p>}
          <div className="windows-columns">
            <ProfileList of={of} />
            <section aria-label={words.t('workstation:arrangement')}>
              <h3>{words.t('workstation:arrangement')}</h3>
              <Displays of={of} />
              <h3>{words.t('workstation:health')}</h3>
              <HealthTable of={of} />
            </section>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
