import os from 'node:os';
import { BrowserWindow, type Input, type RenderProcessGoneDetails } from 'electron';
import type { WindowHealth, WindowKind, WindowMode, WindowSelf } from '#app/contract';
import type { Clock, MonoMs, Stop } from '#kernel/time';
import type { Standing } from '../arrange/arranger.ts';
import { kinds } from '../arrange/kinds.ts';
import type { Place } from '../arrange/plan.ts';
import type { Wanted } from '../arrange/profile.ts';
import { frames } from '../health/frames.ts';
import { heart, isStrained, patiently } from '../health/heart.ts';
import { memoryVerdict } from '../health/memory.ts';
import { backOffMs } from '../supervision/supervisor.ts';

export interface PageWindowDeps {
  readonly preload: string; readonly clock: Clock; readonly development: boolean;
  readonly title: () => string; readonly background: () => string;
  /** Where the page of a kind is; `why`: for what reason it is loaded again. */
  readonly address: (kind: WindowKind, why: string | null) => string;
  /** Asks the page whether it is there. */
  readonly pulse: (id: number, n: number) => void;
  /** A page that died or hung was loaded again; a page was loaded again for its memory. */
  readonly restarted: (kind: WindowKind, reason: string, attempt: number) => void;
  readonly reloaded: (kind: WindowKind, memoryMB: number, boundMB: number) => void;
  readonly moved: (one: PageWindow) => void;
  /** What it shows, its mode or its scale changed. */
  readonly changed: (one: PageWindow) => void;
  readonly closed: (one: PageWindow) => void;
  /** How it does is other than it was. */
  readonly doing: () => void;
  /** True while the failure page stands for all. */
  readonly failing: () => boolean;
  /** Whether whoever sits there may close it by the system's own close. */
  readonly mayClose: (id: number) => boolean;
  /** True while the application ends. */
  readonly ending: () => boolean;
}
/** How long a page may hang on input before it is ended, how long it must last for its falls to be forgotten, and for how long after a command a change of mode is ours, and when a window is shown that has painted nothing yet; in ms. */
const [hangMs, lastingMs, commandMs, paintMs] = [8_000, 60_000, 1_500, 3_000];
const steps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4] as const;
/** The next step of a scale; beyond the last it stays. */
export function scaled(now: number, to: 'larger' | 'smaller' | 'actual'): number {
  if (to === 'actual') return 1;
  return (to === 'larger' ? steps.find((s) => s > now + 0.01) : steps.findLast((s) => s < now - 0.01)) ?? now;
}

/** Keys that would end a kiosk or take it out of full screen: quit, close, full screen. */
const leavesKiosk = ({ type, key, control, meta }: Input): boolean => type === 'keyDown' && (key === 'F11' || ((control || meta) && ['q', 'w'].includes(key.toLowerCase())));

/** One window with a page of ours: it survives its page's falls, stands where it is put, and knows how it does. */
export function pageWindow(deps: PageWindowDeps, kind: WindowKind, wanted: Wanted, place: Place | null) {
  const { clock } = deps;
  const { least, memoryMB: boundMB, throttled } = kinds[kind];
  const window = new BrowserWindow({
    ...(place?.bounds ?? least), minWidth: Math.min(least.width, place?.bounds.width ?? least.width), minHeight: Math.min(least.height, place?.bounds.height ?? least.height), show: false, title: deps.title(), backgroundColor: deps.background(),
    webPreferences: {
      preload: deps.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false,
      autoplayPolicy: 'no-user-gesture-required',   // the horn sounds without a click
      backgroundThrottling: throttled,              // docs/decisions/: what sounds and counts is never throttled
      devTools: deps.development,
    },
  });
  const contents = window.webContents;
  const { id } = contents;
  const seen = frames(clock);
  const look = { show: wanted.show, zoom: wanted.zoom, text: wanted.text, mode: 'normal' as WindowMode };
  const health = { state: 'loading' as WindowHealth['state'], since: clock.now(), memoryMB: null as number | null, restarts: 0, reason: null as string | null, busy: false, due: false };
  let falls = 0;
  let timer: Stop | null = null;
  let hang: Stop | null = null;
  let inputAt: MonoMs = clock.mono();
  let memoryAt: number = -Infinity;
  let commandedAt: number = -Infinity;
  let painted = false;
  let shown = false;
  let leaving = false;
  let wanting = kind === 'desk';   // the keyboard, once it is painted

  function say(state: WindowHealth['state']): void {
    if (health.state === state) return;
    health.state = state;
    health.since = clock.now();
    deps.doing();
  }
  function load(why: string | null = null): void {
    beating.stop();
    say('loading');
    window.loadURL(deps.address(kind, why)).catch(() => undefined);   // a load that another load overtakes rejects; did-fail-load is heard below
  }
  /** WHE-04. */
  function fell(reason: string): void {
    beating.stop();
    timer?.();
    falls += 1;
    say('fallen');
    timer = clock.after(falls === 1 ? 0 : backOffMs(falls), () => {
      if (window.isDestroyed()) return;
      health.restarts += 1;
      health.reason = reason;
      deps.restarted(kind, reason, falls);
      load(reason);
      timer = clock.after(lastingMs, () => { falls = 0; });
    });
  }
  let why: string | null = null;   // the page dies of our own doing, for this reason
  const strained = (): boolean => isStrained(os.loadavg()[0] ?? 0, os.availableParallelism());
  const beating = heart({
    clock, strained, pulse: (n) => deps.pulse(id, n),
    silent() {
      if (contents.isDevToolsOpened()) return;   // stopped at a breakpoint
      say('silent');
      why = 'hung';
      contents.forcefullyCrashRenderer();
    },
  });
  function forget(): void { hang?.(); hang = null; }
  contents.on('render-process-gone', (_event, { reason }: RenderProcessGoneDetails) => { forget(); const own = why; why = null; if (reason !== 'clean-exit') fell(own ?? reason); });
  contents.on('did-fail-load', (_event, code, _text, _url, main) => { if (main && code !== -3) fell('not-loaded'); });   // -3: overtaken by another load
  contents.on('input-event', () => { inputAt = clock.mono(); });
  window.on('unresponsive', () => { hang ??= patiently(clock, hangMs, strained, () => { hang = null; why = 'hung'; contents.forcefullyCrashRenderer(); }); });
  window.on('responsive', forget);
  window.on('page-title-updated', (event) => event.preventDefault());
  const stays = (): boolean => look.mode === 'kiosk' && !deps.failing();
  // WIN-16: no stray key at a wall ends, leaves or reloads what stands there; recalling a profile, or quitting from another window, does.
  contents.on('before-input-event', (event, input) => { if (stays() && leavesKiosk(input)) event.preventDefault(); });
  // WIN-17: nor does a hand close what shows alarms at a desk that nobody watches; administration is closed by whoever came for it
  const watches = (): boolean => kind !== 'admin' && !deps.failing() && !deps.mayClose(id);
  window.on('close', (event) => { if ((stays() || watches()) && !leaving && !deps.ending()) event.preventDefault(); });
  window.on('move', () => deps.moved(one));
  window.on('resize', () => deps.moved(one));
  /** The system, a key of the window manager: not our doing. */
  function modeIs(mode: WindowMode): void {
    if (clock.mono() - commandedAt < commandMs || look.mode === mode) return;
    look.mode = mode;
    deps.moved(one);
    deps.changed(one);
  }
  window.on('enter-full-screen', () => { if (look.mode !== 'kiosk') modeIs('full'); });   // on Linux and Windows every full screen says that it is a kiosk
  window.on('leave-full-screen', () => modeIs('normal'));
  window.on('closed', () => { forget(); late(); timer?.(); beating.stop(); deps.closed(one); });
  const paint = (): void => { if (!painted) { painted = true; appear(); } };
  window.once('ready-to-show', paint);
  const late = clock.after(paintMs, paint);

  /** Seen from the first picture on; only what a hand opened takes the keyboard. */
  function appear(): void {
    if (!painted || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    if (wanting) { window.show(); window.focus(); } else if (!window.isVisible()) window.showInactive();
    wanting = false;
    shown = true;
  }
  function enter(mode: WindowMode): void {
    commandedAt = clock.mono();
    look.mode = mode;
    if (mode === 'normal' && window.isKiosk()) window.setKiosk(false);
    if (mode === 'normal' && window.isFullScreen()) window.setFullScreen(false);
    if (mode === 'full' && !window.isFullScreen()) window.setFullScreen(true);
    if (mode === 'kiosk' && !window.isKiosk()) window.setKiosk(true);
  }
  const zoom = (): void => { if (!contents.isDestroyed() && !contents.isCrashed()) contents.send('zoom', look.zoom); };
  const one = {
    id, kind, window, contents,
    now: () => ({ bounds: window.getBounds(), ...look }),
    put({ bounds, mode, above, displaced }: Place): void {
      if (window.isMinimized()) window.restore();
      enter('normal');   // what fills one display cannot be moved to another
      if (window.isMaximized()) window.unmaximize();
      window.setMinimumSize(Math.min(least.width, bounds.width), Math.min(least.height, bounds.height));
      window.setBounds(bounds);
      enter(mode);
      if (window.isAlwaysOnTop() !== above) window.setAlwaysOnTop(above);
      appear();
      if (shown && (displaced || above)) window.moveTop();
    },
    become({ show, zoom: factor, text }: Pick<Wanted, 'show' | 'zoom' | 'text'>): void {
      Object.assign(look, { show, zoom: factor, text });
      zoom();
      deps.changed(one);
    },
    scale(what: 'zoom' | 'text', to: 'larger' | 'smaller' | 'actual'): void { one.become({ ...look, [what]: scaled(look[what], to) }); },
    mode(mode: WindowMode): void { enter(mode); deps.moved(one); deps.changed(one); },
    close(): void { leaving = true; window.close(); },
    toFront(): void { wanting = true; appear(); },
    load,
    /** Its page has come and has its port. */
    ready(): void { zoom(); beating.start(); },
    beat(n: number, times: readonly number[], worst: number, busy: boolean): void {
      if (!beating.beat(n)) return;
      say('well');
      health.busy = busy;
      seen.add(times, worst);
      deps.doing();
    },
    /** WHE-05, WHE-06: what its process holds, read from the system. */
    holds(memoryMB: number | null): void {
      health.memoryMB = memoryMB;
      const verdict = memoryVerdict({ memoryMB, boundMB, busy: health.busy, sinceInputMs: clock.mono() - inputAt, sinceReloadMs: clock.mono() - memoryAt });
      health.due = verdict === 'wait';
      if (verdict !== 'reload' || health.state !== 'well') return;
      memoryAt = clock.mono();
      health.restarts += 1;
      health.reason = 'memory';
      deps.reloaded(kind, Math.round(memoryMB ?? 0), boundMB);
      load('memory');
    },
    self: (): WindowSelf => ({ id, kind, show: look.show, mode: look.mode, zoom: look.zoom, text: look.text }),
    health: (): WindowHealth => ({
      id, kind, show: look.show, state: health.state, since: health.since, memoryMB: health.memoryMB, boundMB, ...seen.read(), restarts: health.restarts, reason: health.reason, reloadDue: health.due,
    }),
  } satisfies Standing & Record<string, unknown>;
  return one;
}
export type PageWindow = ReturnType<typeof pageWindow>;
