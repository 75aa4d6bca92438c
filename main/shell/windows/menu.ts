import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Settings } from '#app/contract';

export interface MenuDeps {
  readonly word: (key: `shell:${string}`) => string; readonly settings: Settings; readonly set: (change: Partial<Settings>) => void;
  readonly restartEngine: () => void; readonly development: boolean;
}

/** The few things that belong to the application and not to a page. Built again when the language or the theme changes. */
export function setMenu({ word, settings, set, restartEngine, development }: MenuDeps): void {
  const choice = <K extends 'language' | 'theme'>(key: K, value: Settings[K], label: string): MenuItemConstructorOptions =>
    ({ label, type: 'radio', checked: settings[key] === value, click: () => set({ [key]: value }) });
  const template: MenuItemConstructorOptions[] = [
    { label: word('shell:menu-desk'), submenu: [{ label: word('shell:menu-restart-engine'), click: restartEngine }, { type: 'separator' }, { role: 'quit', label: word('shell:menu-quit') }] },
    {
      label: word('shell:menu-view'), submenu: [
        choice('theme', 'dark', word('shell:menu-dark')), choice('theme', 'light', word('shell:menu-light')), { type: 'separator' },
        { role: 'resetZoom', label: word('shell:menu-actual-size') }, { role: 'zoomIn', label: word('shell:menu-larger') }, { role: 'zoomOut', label: word('shell:menu-smaller') },
        { type: 'separator' }, { role: 'togglefullscreen', label: word('shell:menu-full-screen') },
        ...(development ? [{ role: 'toggleDevTools', label: word('shell:menu-developer-tools') } as const] : []),
      ],
    },
    { label: word('shell:menu-language'), submenu: [choice('language', 'zh-CN', '中文'), choice('language', 'en', 'English')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
