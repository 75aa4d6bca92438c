import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { type ProfileView, type Settings, type WindowKind, windowKinds } from '#app/contract';
import type { Permission } from '#kernel/session';
import { kinds } from '../arrange/kinds.ts';

export interface MenuDeps {
  readonly profiles: readonly ProfileView[]; readonly open: (kind: WindowKind, another: boolean, id: number) => void; readonly recall: (name: string, id: number) => void;
  /** Of the window with this id of contents. */
  readonly scale: (id: number, to: 'larger' | 'smaller' | 'actual') => void; readonly fullScreen: (id: number) => void;
  readonly word: (key: `shell:${string}`) => string; readonly settings: Settings; readonly set: (change: Partial<Settings>, id: number) => void;
  readonly restartEngine: (id: number) => void;
  /** Ends the application, where the window with this id of contents may. */
  readonly quit: (id: number) => void; readonly development: boolean;
  /** Whether the window with this id of contents may; a menu commands no more than its window. */
  readonly may: (id: number, needs: Permission) => boolean;
}

/** The few things that belong to the application and not to a page. Built again when the language or the theme changes. */
export function setMenu({ word, settings, set, restartEngine, quit, development, profiles, open, recall, scale, fullScreen, may }: MenuDeps): void {
  /** Of the window it was asked in, where that window may. */
  const allowed = (needs: Permission, run: (id: number) => void): NonNullable<MenuItemConstructorOptions['click']> => (_item, window) => { if (window instanceof BrowserWindow && may(window.webContents.id, needs)) run(window.webContents.id); };
  const choice = <K extends 'language' | 'theme'>(key: K, value: Settings[K], label: string): MenuItemConstructorOptions =>
    ({ label, type: 'radio', checked: settings[key] === value, click: allowed('settings.change', (id) => set({ [key]: value }, id)) });
  const key = (accelerator: string): MenuItemConstructorOptions => ({ accelerator, registerAccelerator: false });   // shown; the pages act on their keys themselves
  const ofWindow = (label: string, accelerator: string, run: (id: number) => void): MenuItemConstructorOptions =>
    ({ label, ...key(accelerator), click: allowed('window.open', run) });
  /** Administration opens for whoever wants to log in there. */
  const opens = (kind: WindowKind, another: boolean) => allowed(kind === 'admin' ? 'window.view' : 'window.open', (id) => open(kind, another, id));
  const template: MenuItemConstructorOptions[] = [
    { label: word('shell:menu-desk'), submenu: [{ label: word('shell:menu-restart-engine'), click: allowed('engine.restart', restartEngine) }, { type: 'separator' }, { label: word('shell:menu-quit'), accelerator: 'CommandOrControl+Q', click: (_item, window) => { if (window instanceof BrowserWindow) quit(window.webContents.id); } }] },
    {
      label: word('shell:menu-view'), submenu: [
        choice('theme', 'dark', word('shell:menu-dark')), choice('theme', 'light', word('shell:menu-light')), { type: 'separator' },
        ofWindow(word('shell:menu-actual-size'), 'Ctrl+0', (id) => scale(id, 'actual')), ofWindow(word('shell:menu-larger'), 'Ctrl+Plus', (id) => scale(id, 'larger')), ofWindow(word('shell:menu-smaller'), 'Ctrl+-', (id) => scale(id, 'smaller')),
        { type: 'separator' }, ofWindow(word('shell:menu-full-screen'), 'F11', fullScreen),
        ...(development ? [{ role: 'toggleDevTools', label: word('shell:menu-developer-tools') } as const] : []),
      ],
    },
    {
      label: word('shell:menu-windows'), submenu: [
        ...windowKinds.map((kind, i): MenuItemConstructorOptions => ({ label: word(`shell:window-${kind}`), ...key(`Ctrl+${i + 1}`), click: opens(kind, false) })), { type: 'separator' },
        { label: word('shell:menu-another'), submenu: windowKinds.filter((kind) => kinds[kind].most > 1).map((kind) => ({ label: word(`shell:window-${kind}`), click: opens(kind, true) })) },
        { label: word('shell:menu-profiles'), submenu: profiles.map((p): MenuItemConstructorOptions => ({
          label: p.designed ? word(`shell:profile-${p.name}`) : p.name, type: 'radio', checked: p.current, ...(p.key !== null && key(`Ctrl+Shift+${p.key}`)), click: allowed('window.arrange', (id) => recall(p.name, id)),
        })) },
      ],
    },
    { label: word('shell:menu-language'), submenu: [choice('language', 'zh-CN', '中文'), choice('language', 'en', 'English')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
