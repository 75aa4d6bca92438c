import type { Profile } from './profile.ts';
import { anywhere } from './profile.ts';

/**
 * The profiles that ship, in the order of their keys; the name is a code of the catalogues (`workstation:designed-<name>`). They name no display:
 * the desk takes the first, the others what is free, so that each works on any number of displays.
 */
export const designed: readonly Profile[] = [
  { name: 'desk', key: 1, windows: [anywhere('desk')] },
  { name: 'desk-alarms', key: 2, windows: [anywhere('desk'), anywhere('alarms', null, 'full')] },
  { name: 'desk-alarms-scene', key: 3, windows: [anywhere('desk'), anywhere('alarms', null, 'full'), anywhere('scene', null, 'full')] },
];

/** WIN-12: what a workstation that nobody set up shows, by how many displays it has. */
export const designedFor = (displays: number): Profile => designed[Math.min(Math.max(displays, 1), designed.length) - 1] as Profile;
