import { z } from 'zod';
import { Bounds, ProfileName, Scale, Show, WindowKind, WindowMode } from '#app/contract';

/** A display that is there, in pixels that do not depend on its density. `workArea`: without the bars of the system. */
export interface Display { readonly id: number; readonly label: string; readonly bounds: Bounds; readonly workArea: Bounds; readonly primary: boolean }

/** A display as it was when a window was put there: enough to know it again. */
export const DisplayRef = z.object({ id: z.number(), label: z.string().max(200), bounds: Bounds });
export type DisplayRef = z.infer<typeof DisplayRef>;

/** Where a window shall stand. `display` null: wherever there is room. `bounds`: from the upper left corner of its display; null: all of it. */
export const Wanted = z.object({
  kind: WindowKind, show: Show.nullable(), display: DisplayRef.nullable(), bounds: z.object({ ...Bounds.shape }).nullable(), mode: WindowMode, zoom: Scale, text: Scale,
});
export type Wanted = z.infer<typeof Wanted>;
const Windows = z.array(Wanted).min(1).max(16);

/** A profile that somebody saved. `key`: the digit that recalls it. */
export const Profile = z.object({ name: ProfileName, key: z.number().int().min(1).max(9).nullable(), windows: Windows });
export type Profile = z.infer<typeof Profile>;

/** `profiles.json` of the workstation's folder. `start`: the profile that is applied at start, by name; null: what stood last. */
export const ProfilesFile = z.object({ format: z.literal('watchroom-profiles'), version: z.literal(1), start: ProfileName.nullable(), profiles: z.array(Profile).max(50) });
export type ProfilesFile = z.infer<typeof ProfilesFile>;

/** `arrangement.json` of the workstation's folder: what stood when the application ended, and where the last window of each kind was. */
export const ArrangementFile = z.object({ format: z.literal('watchroom-arrangement'), version: z.literal(1), windows: Windows, kinds: z.partialRecord(WindowKind, Wanted) });
export type ArrangementFile = z.infer<typeof ArrangementFile>;

/** A window of a kind that nobody placed yet. */
export const anywhere = (kind: WindowKind, show: string | null = null, mode: WindowMode = 'normal', text = 1): Wanted => ({ kind, show, display: null, bounds: null, mode, zoom: 1, text });
