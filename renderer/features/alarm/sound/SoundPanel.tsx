import { Modal } from '@mantine/core';
import { leastVolume, volumeOf } from '#app/alarm';
import { levels, type Level } from '#app/park';
import { LevelMark } from '#kit/controls/LevelMark.tsx';
import { useWhyNot } from '#kit/may';
import { useWords } from '#kit/words';
import { repeatMs } from './horn.ts';

type Volumes = Readonly<Partial<Record<Level, number | undefined>>>;
interface Props {
  readonly opened: boolean;
  readonly sound: boolean;
  readonly volumes: Volumes | undefined;
  readonly onSound: (on: boolean) => void;
  readonly onVolumes: (volumes: Partial<Record<Level, number>>) => void;
  readonly play: (level: Level, volume: number) => void;
  readonly onClose: () => void;
}

/** The tone of each level: how loud, how often, and how it sounds (SND-04, SND-05). */
export function SoundPanel({ opened, sound, volumes, onSound, onVolumes, play, onClose }: Props) {
  const words = useWords();
  const why = useWhyNot('settings.change');
  function set(level: Level, volume: number): void {
    const all: Partial<Record<Level, number>> = {};
    for (const l of levels) all[l] = l === level ? volume : volumeOf(l, volumes);
    onVolumes(all);
  }
  return (
    <Modal.Root opened={opened} onClose={onClose} centered size="lg" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={words.t('alarm:sound')}>
        <Modal.Body>
          <div className="dialog-head"><h2>{words.t('alarm:sound')}</h2><button type="button" className="button" onClick={onClose}>{words.t('alarm:sound-close')} <kbd>Esc</kbd></button></div>
          <p><button type="button" className="button" aria-pressed={sound} disabled={why !== null} onClick={() => onSound(!sound)}>{words.t(sound ? 'alarm:sound-is-on' : 'alarm:sound-is-off')} <kbd>S</kbd></button> {why}</p>
          <ul className="sound-list">
            {levels.map((l) => {
              const volume = volumeOf(l, volumes);
              const every = repeatMs[l];
              return (
                <li key={l}>
                  <LevelMark level={l} look="steady" size={26} title={words.t(`alarm:level-${l}`)} />
                  <span>{words.t(`alarm:level-${l}`)}</span>
                  <input type="range" min={leastVolume(l) * 100} max={100} step={5} value={Math.round(volume * 100)} disabled={why !== null} aria-label={words.t('alarm:sound-volume', { level: words.t(`alarm:level-${l}`) })} onChange={(e) => set(l, Number(e.target.value) / 100)} />
                  <span className="number">{words.t('alarm:sound-percent', { percent: Math.round(volume * 100) })}</span>
                  <span className="dim number">{every === null ? words.t('alarm:sound-once') : words.t('alarm:sound-every', { seconds: every / 1000 })}</span>
                  <button type="button" className="button" onClick={() => play(l, volume)}>{words.t('alarm:sound-try')}</button>
                </li>
              );
            })}
          </ul>
          <p className="dim">{words.t('alarm:sound-note')}</p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
