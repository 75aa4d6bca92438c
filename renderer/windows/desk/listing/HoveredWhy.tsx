import { useEffect, useState } from 'react';
import { WhyTip } from '../beside.ts';
import type { DeskStores } from '../stores.ts';

type At = { readonly x: number; readonly y: number } | null;

/** Beside the pointer, over a value that is marked as not to be trusted: why. The row says which alarm it is, the alarm which point. */
export function HoveredWhy({ desk }: { readonly desk: DeskStores }) {
  const [at, setAt] = useState<At>(null);
  useEffect(() => {
    function over(e: PointerEvent): void {
      const value = e.target instanceof Element ? e.target.closest('.alarm-row [data-flaw]') : null;
      const id = value?.closest('.virtual-row')?.id.replace(/^alarm-/, '');
      const point = id === undefined ? null : desk.alarms.get(id)?.point ?? null;
      desk.hovered.look(point);
      setAt(point === null ? null : { x: e.clientX, y: e.clientY });
    }
    document.addEventListener('pointerover', over);
    return () => { document.removeEventListener('pointerover', over); desk.hovered.look(null); };
  }, [desk]);
  return <WhyTip store={desk.hovered} at={at} />;
}
