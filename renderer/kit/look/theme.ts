import './theme.css';
import { createTheme } from '@mantine/core';

/** Mantine in the clothes of the house: its greys, its type, square corners, no shadows. The colours themselves are variables in theme.css, so that both themes and canvas drawings read the same ones. */
export const theme = createTheme({
  fontFamily: '"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif',
  fontFamilyMonospace: '"Sarasa Mono SC", "Noto Sans Mono CJK SC", Consolas, monospace',
  fontSizes: { xs: '14px', sm: '14px', md: '15px', lg: '17px', xl: '20px' },
  defaultRadius: 3,
  primaryColor: 'gray',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
});

/** A colour of theme.css as it is now, for what draws on a canvas. */
export const cssColour = (name: `--${string}`, of: Element = document.documentElement): string => getComputedStyle(of).getPropertyValue(name).trim();
