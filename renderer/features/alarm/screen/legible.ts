/**
 * How large letters must be. ISO 9241-3 (now 9241-303): the height of a letter seen under at least 16 minutes of arc, 20 to 22 preferred. At 8 m that is 37 mm, and 47 to 51 mm.
 * How many pixels that is depends on the wall: a pixel of a 3.0 m high wall of 1080 lines is 2.8 mm, of a 55-inch screen 0.63 mm.
 */
export const arcMinutes = { least: 16, preferred: 20 } as const;

/** The height of a letter in mm that is seen from `metres` under so many minutes of arc. */
export const letterMm = (metres: number, minutes: number): number => 1000 * metres * Math.tan((minutes / 60) * (Math.PI / 180));

/** How high a wall of `lines` pixel rows must be, in metres, so that letters of `px` are read at `metres`. Chinese characters fill about nine tenths of their size. */
export const wallHeight = (px: number, metres: number, lines: number, minutes: number = arcMinutes.least): number => (letterMm(metres, minutes) / (px * 0.9)) * lines / 1000;

/** The smallest text of the screen, in px, at scale 1 and 1080 lines (UI.md: 28 px and up). */
export const smallestPx = 30;
