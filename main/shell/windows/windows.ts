import { BrowserWindow, type RenderProcessGoneDetails, screen, type WebContents } from 'electron';
import type { Clock, Stop } from '#kernel/time';
import type { StateFile } from '../state-file.ts';
import { backOffMs } from '../supervision/supervisor.ts';
import { FAILURE_PAGE, ORIGIN } from './pages.ts';
import { place, type Placements } from './placement.ts';

/** Our kinds of window: which page each shows, and how small it may get. */
export const kinds = { desk: { page: '/windows/desk/index.html', minWidth: 1024, minHeight: 640 } } as const;
export type WindowKind = keyof typeof kinds;

export interface WindowsDeps {
  readonly preload: string; readonly clock: Clock; readonly placements: StateFile<Placements>; readonly development: boolean; readonly devOrigin: string | null;
  readonly title: () => string; readonly background: () => string;
  /** True while a page of ours would have no engine to show: the failure page stands instead. */
  readonly failing: () => boolean;
  /** A window whose page died or hung, and was loaded again. */
  readonly restarted: (kind: WindowKind, reason: string, attempt: number) => void;
  readonly closed: (id: number) => void;
}
interface Open { readonly kind: WindowKind; readonly window: BrowserWindow; falls: number; timer: Stop | null }

/** How long a page may hang before it is ended, in ms, and how long it must last for its falls to be forgotten. */
const HANG_MS = 8_000;
const LASTING_MS = 60_000;
const PLACE_MS = 500;

/** All windows of this application, by the id of their contents. */
export function windows(deps: WindowsDeps) {
  const open = new Map<number, Open>();
  const kept = deps.placements.read();
  let placements: Placements = kept.ok ? kept.value ?? {} : {};

  const address = (kind: WindowKind, why: string | null): string => {
    const { page } = kinds[kind];
    const base = deps.failing() ? `${ORIGIN}${FAILURE_PAGE}` : deps.devOrigin !== null ? `${deps.devOrigin}${page}` : `${ORIGIN}${page}`;
    return why === null ? base : `${base}?restarted=${encodeURIComponent(why)}&at=${deps.clock.now()}`;
  };
  function load(one: Open, why: string | null = null): void {
    one.window.loadURL(address(one.kind, why)).catch(() => undefined);   // a load that another load overtakes rejects; did-fail-load is heard below
  }
  function remember(one: Open): void {
    placements = { ...placements, [one.kind]: one.window.getNormalBounds() };
    deps.placements.write(placements);
  }
  /** A page that died is loaded again, at once the first time and later at the pace of the back-off, without end. */
  function fell(one: Open, reason: string): void {
    one.timer?.();
    one.falls += 1;
    const wait = one.falls === 1 ? 0 : backOffMs(one.falls);
    one.timer = deps.clock.after(wait, () => {
      if (one.window.isDestroyed()) return;
      deps.restarted(one.kind, reason, one.falls);
      load(one, reason);
      one.timer = deps.clock.after(LASTING_MS, () => { one.falls = 0; });
    });
  }
  function watch(one: Open): void {
    const { window } = one;
    const contents = window.webContents;
    let hang: Stop | null = null;
    contents.on('render-process-gone', (_event, { reason }: RenderProcessGoneDetails) => { hang?.(); hang = null; if (reason !== 'clean-exit') fell(one, reason); });
    contents.on('did-fail-load', (_event, code, _text, _url, main) => { if (main && code !== -3) fell(one, 'not-loaded'); });   // -3: overtaken by another load
    window.on('unresponsive', () => { hang ??= deps.clock.after(HANG_MS, () => { hang = null; contents.forcefullyCrashRenderer(); }); });
    window.on('responsive', () => { hang?.(); hang = null; });
    let settle: Stop | null = null;
    const moved = (): void => { settle?.(); settle = deps.clock.after(PLACE_MS, () => { if (!window.isDestroyed()) remember(one); }); };
    window.on('move', moved);
    window.on('resize', moved);
    window.on('page-title-updated', (event) => event.preventDefault());
    const { id } = contents;
    window.on('closed', () => { hang?.(); settle?.(); one.timer?.(); open.delete(id); deps.closed(id); });
  }

  return {
    open(kind: WindowKind): void {
      const { minWidth, minHeight } = kinds[kind];
      const window = new BrowserWindow({
        ...place(placements[kind], screen.getAllDisplays().map((d) => d.workArea), screen.getPrimaryDisplay().workArea),
        minWidth, minHeight, show: false, title: deps.title(), backgroundColor: deps.background(),
        webPreferences: {
          preload: deps.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
          webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false,
          autoplayPolicy: 'no-user-gesture-required',   // the horn sounds without a click
          backgroundThrottling: false,                  // a desk behind another window still counts seconds and sounds
          devTools: deps.development,
        },
      });
      const one: Open = { kind, window, falls: 0, timer: null };
      open.set(window.webContents.id, one);
      watch(one);
      window.once('ready-to-show', () => window.show());
      load(one);
    },
    kindOf: (contents: WebContents): WindowKind | null => open.get(contents.id)?.kind ?? null,
    contents: (): readonly WebContents[] => [...open.values()].map((o) => o.window.webContents),
    /** Loads every window's page again: the engine came back after a refusal, or refuses for another reason. */
    reload(): void { for (const one of open.values()) load(one); },
    retitle(): void { for (const { window } of open.values()) window.setTitle(deps.title()); },
    /** Somebody started the application a second time: show what is there. */
    toFront(): void { for (const { window } of open.values()) { if (window.isMinimized()) window.restore(); window.show(); window.focus(); } },
  };
}
export type Windows = ReturnType<typeof windows>;
