import { z } from 'zod';
import type { Contract } from '#kernel/contract';

/** Every kind of window there is, in the order of their keys. */
export const windowKinds = ['desk', 'alarms', 'scene', 'mimic', 'admin', 'trend'] as const;
export const WindowKind = z.enum(windowKinds);
export type WindowKind = z.infer<typeof WindowKind>;
/** How a window fills its display: `normal` has a frame and a size of its own. */
export const WindowMode = z.enum(['normal', 'full', 'kiosk']);
export type WindowMode = z.infer<typeof WindowMode>;
/** What a window is asked to show, in its own words: the name of a mimic, a bookmark, the points of a trend. */
export const Show = z.string().min(1).max(4000);
/** Screen pixels that do not depend on the display's density. */
export const Bounds = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().positive(), height: z.number().int().positive() });
export type Bounds = z.infer<typeof Bounds>;
/** 1 is the actual size. `zoom` scales everything, `text` the letters of windows that are read from afar. */
export const Scale = z.number().min(0.5).max(4);

/** A window of this workstation. `id` lasts as long as the window, whatever happens to its page. */
export const WindowSelf = z.object({ id: z.number(), kind: WindowKind, show: Show.nullable(), mode: WindowMode, zoom: Scale, text: Scale });
export type WindowSelf = z.infer<typeof WindowSelf>;
/** `loading`: its page has not spoken yet. `well`: it answers. `silent`: no answer for too long. `fallen`: it died and is about to be loaded again. */
export const windowStates = ['loading', 'well', 'silent', 'fallen'] as const;
/** How a window does. Frame times in ms over the last minute it was visible: the 95th of a hundred, and the worst. `restarts` since it was opened, `reason` of the last. `reloadDue`: it holds too much memory and waits for a quiet moment. */
export const WindowHealth = z.object({
  id: z.number(), kind: WindowKind, show: Show.nullable(), state: z.enum(windowStates), since: z.number(), memoryMB: z.number().nullable(), boundMB: z.number(),
  frameMs: z.number().nullable(), worstMs: z.number().nullable(), restarts: z.number(), reason: z.string().nullable(), reloadDue: z.boolean(),
});
export type WindowHealth = z.infer<typeof WindowHealth>;
/** Which window stands where. `displaced`: its own display is not there. */
export const Arrangement = z.object({
  displays: z.array(z.object({ id: z.number(), label: z.string(), bounds: Bounds, primary: z.boolean() })),
  windows: z.array(z.object({ id: z.number(), kind: WindowKind, show: Show.nullable(), display: z.number(), bounds: Bounds, mode: WindowMode, displaced: z.boolean() })),
});
export type Arrangement = z.infer<typeof Arrangement>;

/** A profile's name as people write it. */
export const ProfileName = z.string().trim().min(1).max(60);
/** A profile in the list. `designed`: it ships, its name is a code of the catalogues. `key`: the digit that recalls it. `start`: applied at start. `current`: recalled last. */
export const ProfileView = z.object({ name: z.string(), designed: z.boolean(), windows: z.array(z.object({ kind: WindowKind, show: Show.nullable() })), displays: z.number(), key: z.number().nullable(), start: z.boolean(), current: z.boolean() });
export type ProfileView = z.infer<typeof ProfileView>;
const Profiles = z.array(ProfileView);
/** What a page says of itself when it is asked. `frames`: times between frames in ms, measured just now, empty while it is hidden. `busy`: a reload would hurt now. */
export const Beat = z.object({ n: z.number(), frames: z.array(z.number().nonnegative()).max(60), worstMs: z.number().nonnegative(), busy: z.boolean() });
export type Beat = z.infer<typeof Beat>;
const Done = z.object({});

/** The windows of a workstation: what only main/shell can do. */
export const windowsContract = {
  calls: {
    'window.self': { in: z.object({}), out: WindowSelf, needs: 'window.view' },
    /** Brings a window of this kind to the front and has it show `show`, or opens one; `another`: opens one beside those that are there. Needs `window.open`, but for administration, which whoever comes opens to log in there. */
    'window.open': { in: z.object({ kind: WindowKind, show: Show.optional(), another: z.boolean().optional() }), out: WindowSelf, needs: 'window.view' },
    'window.close': { in: z.object({}), out: Done, needs: 'window.open' },
    'window.scale': { in: z.object({ what: z.enum(['zoom', 'text']), to: z.enum(['larger', 'smaller', 'actual']) }), out: WindowSelf, needs: 'window.open' },
    'window.mode': { in: z.object({ mode: WindowMode }), out: WindowSelf, needs: 'window.open' },
    'window.beat': { in: Beat, out: Done, needs: 'window.view' },
    'windows.health': { in: z.object({}), out: z.array(WindowHealth), needs: 'health.view' },
    'windows.arrangement': { in: z.object({}), out: Arrangement, needs: 'window.view' },
    'profile.list': { in: z.object({}), out: Profiles, needs: 'window.view' },
    'profile.recall': { in: z.object({ name: ProfileName }), out: Profiles, needs: 'window.arrange' },
    /** Keeps what stands now under a name; one of that name is replaced. */
    'profile.save': { in: z.object({ name: ProfileName }), out: Profiles, needs: 'window.arrange' },
    'profile.rename': { in: z.object({ from: ProfileName, to: ProfileName }), out: Profiles, needs: 'window.arrange' },
    'profile.delete': { in: z.object({ name: ProfileName }), out: Profiles, needs: 'window.arrange' },
    /** Which profile is applied at start; null: what stood when the application ended. */
    'profile.start': { in: z.object({ name: ProfileName.nullable() }), out: Profiles, needs: 'window.arrange' },
  },
  streams: {
    'window.self.changed': { kind: 'every', of: WindowSelf, needs: 'window.view' },
    /** The shell asks whether the page is there; the page answers with `window.beat`. */
    'window.pulse': { kind: 'every', of: z.object({ n: z.number() }), needs: 'window.view' },
    'windows.health.changed': { kind: 'latest', of: z.array(WindowHealth), needs: 'health.view', paceMs: 1000 },
    'windows.arrangement.changed': { kind: 'latest', of: Arrangement, needs: 'window.view', paceMs: 250 },
    'profiles.changed': { kind: 'every', of: Profiles, needs: 'window.view' },
  },
} as const satisfies Contract;
