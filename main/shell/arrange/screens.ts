import { screen } from 'electron';
import type { Screens } from './arranger.ts';
import type { Display } from './profile.ts';

/** The displays as Electron sees them; a display that is none (0 x 0, as some drivers say for a moment) is not one. */
export function electronScreens(): Screens {
  return {
    list(): readonly Display[] {
      const primary = screen.getPrimaryDisplay().id;
      return screen.getAllDisplays().filter((d) => d.bounds.width > 0 && d.bounds.height > 0).map(({ id, label, bounds, workArea }) => ({ id, label: label.trim(), bounds, workArea, primary: id === primary }));
    },
    hear(ear) {
      const heard = (): void => ear();
      screen.on('display-added', heard);
      screen.on('display-removed', heard);
      screen.on('display-metrics-changed', heard);
      return () => { screen.off('display-added', heard); screen.off('display-removed', heard); screen.off('display-metrics-changed', heard); };
    },
  };
}
