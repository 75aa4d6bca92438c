import type { ProfileView } from '#app/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Stop } from '#kernel/time';
import type { StateFault, StateFile } from '../state-file.ts';
import { designed } from './designed.ts';
import { refKey, refOf } from './match.ts';
import type { Display, Profile, ProfilesFile, Wanted } from './profile.ts';

export type ProfileFault = Fault<'no-such-profile' | 'profile-name-taken' | 'profile-designed' | 'too-many-profiles'> | StateFault;
const most = 50;
const none: ProfilesFile = { format: 'watchroom-profiles', version: 1, start: null, profiles: [] };
const isDesigned = (name: string): boolean => designed.some((p) => p.name === name);
const displaysOf = (windows: readonly Wanted[]): number => new Set(windows.map((w, i) => (w.display === null ? i : refKey(w.display)))).size;

/** The profiles of this workstation: those that ship and those that somebody saved. What cannot be written is kept for this run and told to who asked. */
export function profilesOf(file: StateFile<ProfilesFile>, say: (fault: StateFault) => void) {
  const read = file.read();
  if (!read.ok) say(read.fault);
  let kept: ProfilesFile = read.ok ? read.value ?? none : none;
  let current: string | null = null;
  const ears = new Set<(profiles: readonly ProfileView[]) => void>();

  const all = (): readonly Profile[] => [...designed, ...kept.profiles];
  const saved = (name: string): Profile | undefined => kept.profiles.find((p) => p.name === name);
  const list = (): ProfileView[] => all().map(({ name, key, windows }) => ({
    name, key, designed: isDesigned(name), windows: windows.map(({ kind, show }) => ({ kind, show })), displays: displaysOf(windows), start: kept.start === name, current: current === name,
  }));
  const tell = (): void => { const now = list(); for (const ear of ears) ear(now); };
  function keep(next: Partial<ProfilesFile>): Result<void, StateFault> {
    kept = { ...kept, ...next };
    const written = file.write(kept);
    tell();
    return written;
  }
  /** The lowest digit that recalls nothing yet. */
  const freeKey = (): number | null => [1, 2, 3, 4, 5, 6, 7, 8, 9].find((n) => !all().some((p) => p.key === n)) ?? null;
  const changeable = (name: string): Result<Profile, ProfileFault> => {
    if (isDesigned(name)) return fail('profile-designed', { name });
    const found = saved(name);
    return found === undefined ? fail('no-such-profile', { name }) : ok(found);
  };

  return {
    list,
    find(name: string): Result<Profile, ProfileFault> { const p = all().find((x) => x.name === name); return p === undefined ? fail('no-such-profile', { name }) : ok(p); },
    atStart: (): Profile | null => all().find((p) => p.name === kept.start) ?? null,
    /** WIN-11: under the name of one that was saved it takes its place and its key. */
    save(name: string, windows: readonly Wanted[]): Result<void, ProfileFault> {
      if (isDesigned(name)) return fail('profile-designed', { name });
      const before = saved(name);
      if (before === undefined && kept.profiles.length >= most) return fail('too-many-profiles', { most });
      const profile: Profile = { name, key: before?.key ?? freeKey(), windows: [...windows] };
      current = name;
      return keep({ profiles: before === undefined ? [...kept.profiles, profile] : kept.profiles.map((p) => (p === before ? profile : p)) });
    },
    rename(from: string, to: string): Result<void, ProfileFault> {
      const found = changeable(from);
      if (!found.ok) return found;
      if (from !== to && all().some((p) => p.name === to)) return fail('profile-name-taken', { name: to });
      if (current === from) current = to;
      return keep({ profiles: kept.profiles.map((p) => (p === found.value ? { ...p, name: to } : p)), start: kept.start === from ? to : kept.start });
    },
    delete(name: string): Result<void, ProfileFault> {
      const found = changeable(name);
      if (!found.ok) return found;
      if (current === name) current = null;
      return keep({ profiles: kept.profiles.filter((p) => p !== found.value), start: kept.start === name ? null : kept.start });
    },
    start(name: string | null): Result<void, ProfileFault> {
      if (name !== null && !all().some((p) => p.name === name)) return fail('no-such-profile', { name });
      return keep({ start: name });
    },
    /** That one was recalled; null: what stands is nobody's. */
    recalled(name: string | null): void { if (current !== name) { current = name; tell(); } },
    byKey: (key: number): string | null => all().find((p) => p.key === key)?.name ?? null,
    hear(ear: (profiles: readonly ProfileView[]) => void): Stop { ears.add(ear); return () => void ears.delete(ear); },
  };
}
export type Profiles = ReturnType<typeof profilesOf>;

/** A window as a profile keeps it: where it stands, from the corner of its display; all of it where it fills the work area. */
export function wantedAt(window: Pick<Wanted, 'kind' | 'show' | 'mode' | 'zoom' | 'text'>, bounds: Wanted['bounds'] & object, display: Display): Wanted {
  const { bounds: d, workArea: area } = display;
  const fillsIt = window.mode !== 'normal' || (bounds.x <= area.x && bounds.y <= area.y && bounds.x + bounds.width >= area.x + area.width && bounds.y + bounds.height >= area.y + area.height);
  return { ...window, display: refOf(display), bounds: fillsIt ? null : { ...bounds, x: bounds.x - d.x, y: bounds.y - d.y } };
}
