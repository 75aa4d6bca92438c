import type { Stop } from '#kernel/time';

/** What a hand does to a map. Pixels from its upper left corner. */
export interface Hand {
  readonly drag: (dx: number, dy: number) => void;
  readonly turn: (dx: number, dy: number) => void;
  readonly wheel: (factor: number, x: number, y: number) => void;
  readonly click: (x: number, y: number, again: boolean) => void;
  readonly rest: (x: number, y: number) => void;
  readonly leave: () => void;
  readonly release: () => void;
}
/** A press that moved less than this is a click; the pointer rests when it stood still for so long. */
const [stillPx, restMs] = [4, 90];

/** Hears the pointer over `canvas`: left drags, right or middle turns, the wheel comes nearer, a click chooses. `after`: the window's timer. */
export function hand(canvas: HTMLElement, does: Hand, after: (ms: number, run: () => void) => Stop): Stop {
  let held: { readonly id: number; readonly turning: boolean; x: number; y: number; moved: number } | null = null;
  let resting: Stop = () => {};
  const at = (e: MouseEvent): readonly [number, number] => { const box = canvas.getBoundingClientRect(); return [e.clientX - box.left, e.clientY - box.top]; };
  function down(e: PointerEvent): void {
    if (held !== null) return;
    canvas.setPointerCapture(e.pointerId);
    held = { id: e.pointerId, turning: e.button !== 0 || e.ctrlKey, x: e.clientX, y: e.clientY, moved: 0 };
    resting();
    does.leave();
  }
  function move(e: PointerEvent): void {
    if (held === null) {
      resting();
      const [x, y] = at(e);
      resting = after(restMs, () => does.rest(x, y));
      return;
    }
    if (e.pointerId !== held.id) return;
    const [dx, dy] = [e.clientX - held.x, e.clientY - held.y];
    held.moved += Math.abs(dx) + Math.abs(dy);
    held.x = e.clientX;
    held.y = e.clientY;
    if (held.moved >= stillPx) (held.turning ? does.turn : does.drag)(dx, dy);
  }
  function up(e: PointerEvent): void {
    if (held === null || e.pointerId !== held.id) return;
    const { moved, turning } = held;
    held = null;
    if (moved < stillPx && !turning && e.type === 'pointerup') { const [x, y] = at(e); does.click(x, y, e.detail > 1); }
    does.release();
  }
  function wheel(e: WheelEvent): void {
    e.preventDefault();
    const [x, y] = at(e);
    does.wheel(Math.exp(Math.max(-120, Math.min(120, e.deltaMode === 1 ? e.deltaY * 30 : e.deltaY)) * 0.0022), x, y);
  }
  const gone = (): void => { resting(); does.leave(); };
  const noMenu = (e: Event): void => e.preventDefault();
  const heard: readonly (readonly [string, (e: never) => void])[] = [['pointerdown', down], ['pointermove', move], ['pointerup', up], ['pointercancel', up], ['pointerleave', gone], ['contextmenu', noMenu]];
  for (const [name, run] of heard) canvas.addEventListener(name, run as EventListener);
  canvas.addEventListener('wheel', wheel, { passive: false });
  return () => {
    resting();
    for (const [name, run] of heard) canvas.removeEventListener(name, run as EventListener);
    canvas.removeEventListener('wheel', wheel);
  };
}
