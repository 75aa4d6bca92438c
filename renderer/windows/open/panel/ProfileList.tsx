import { useState, type SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import type { ProfileView } from '#app/contract';
import { useWhyNot } from '#kit/may';
import { useWords, type Words } from '#kit/words';
import type { Workstation } from '../workstation.ts';

/** A profile's own name, or the words of one that ships. */
export const profileName = (p: Pick<ProfileView, 'name' | 'designed'>, words: Words): string => (p.designed ? words.t(`workstation:designed-${p.name}`) : p.name);

function NameForm({ label, first, onName }: { readonly label: string; readonly first: string; readonly onName: (name: string) => void }) {
  const words = useWords();
  const [name, setName] = useState(first);
  const given = name.trim();
  function submit(e: SyntheticEvent): void { e.preventDefault(); if (given !== '') { onName(given); setName(''); } }
  return (
    <form className="profile-form" onSubmit={submit}>
      <label>{label}<input value={name} maxLength={60} onChange={(e) => setName(e.currentTarget.value)} /></label>
      <button type="submit" className="button" disabled={given === ''}>{words.t('workstation:save')}</button>
    </form>
  );
}

function ProfileRow({ of, profile }: { readonly of: Workstation; readonly profile: ProfileView }) {
  const words = useWords();
  const [doing, setDoing] = useState<'rename' | 'delete' | null>(null);
  const { windows } = of;
  const name = profileName(profile, words);
  const kinds = profile.windows.map((w) => words.t(`workstation:kind-${w.kind}`) + (w.show === null ? '' : ` ${w.show}`)).join(' · ');
  return (
    <li data-current={profile.current}>
      <div className="profile-row">
        <button type="button" className="profile-recall" aria-current={profile.current} onClick={() => void windows.recall(profile.name)}>
          <strong>{name}</strong><span className="dim" title={kinds}>{kinds}</span>
        </button>
        {profile.key !== null && <kbd>Ctrl+Shift+{profile.key}</kbd>}
        <label className="profile-start"><input type="radio" name="profile-start" checked={profile.start} onChange={() => void windows.startWith(profile.name)} />{words.t('workstation:at-start')}</label>
        {!profile.designed && <>
          <button type="button" className="button" onClick={() => setDoing(doing === 'rename' ? null : 'rename')}>{words.t('workstation:rename')}</button>
          <button type="button" className="button" onClick={() => setDoing(doing === 'delete' ? null : 'delete')}>{words.t('workstation:delete')}</button>
        </>}
      </div>
      {doing === 'rename' && <NameForm label={words.t('workstation:new-name')} first={profile.name} onName={(to) => { void windows.rename(profile.name, to); setDoing(null); }} />}
      {doing === 'delete' && <p className="profile-form">{words.t('workstation:delete-sure', { name })} <button type="button" className="button" data-primary="true" onClick={() => void windows.remove(profile.name)}>{words.t('workstation:delete')}</button></p>}
    </li>
  );
}

/** The profiles: recall one, name what stands now, choose what comes at start. */
export function ProfileList({ of }: { readonly of: Workstation }) {
  const words = useWords();
  const profiles = useStore(of.windows.state, (s) => s.profiles);
  const why = useWhyNot('window.arrange');
  return (
    <section className="profiles" aria-label={words.t('workstation:profiles')}>
      <h3>{words.t('workstation:profiles')}</h3>
      {why !== null && <p className="dim">{why}</p>}
      <fieldset className="profile-all" disabled={why !== null}>
      <ul>
        {profiles.map((p) => <ProfileRow key={p.name} of={of} profile={p} />)}
        <li><label className="profile-start last"><input type="radio" name="profile-start" checked={profiles.every((p) => !p.start)} onChange={() => void of.windows.startWith(null)} />{words.t('workstation:start-as-left')}</label></li>
      </ul>
      <NameForm label={words.t('workstation:save-as')} first="" onName={(name) => void of.windows.save(name)} />
      </fieldset>
    </section>
  );
}
