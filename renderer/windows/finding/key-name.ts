const names: Readonly<Record<string, string>> = { ' ': 'Space', ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', '？': '' };

/** A key as it stands on the keyboard (`Ctrl+K`, `Alt+←`); '' for one that is another's double. */
export function keyName(key: string): string {
  const at = key.lastIndexOf('+', key.length - 2);
  const last = key.slice(at + 1);
  return `${key.slice(0, at + 1)}${names[last] ?? (last.length === 1 ? last.toUpperCase() : last)}`;
}
