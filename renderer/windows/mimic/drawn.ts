import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Drawing, Mimic } from '#app/mimic';
import type { Fault } from '#kernel/result';
import { cleanSvg, type CleanSvg } from '../features.ts';
import type { MimicStores } from './stores.ts';

/** What is open. `name`: its id, null where nothing is. `fault`: why there is no drawing. `older`: why the folder's newer file is not what is shown. */
export interface Drawn {
  readonly name: string | null;
  readonly drawing: Drawing | null;
  readonly editing: boolean;
  readonly svg: CleanSvg | null;
  readonly svgFault: Fault | null;
  readonly fault: Fault | null;
  readonly older: Fault | null;
}

function faults(mimic: Mimic | null, fault: Fault | null): Pick<Drawn, 'fault' | 'older'> {
  const told = mimic?.head.fault ?? null;
  return mimic?.drawing ? { fault: null, older: told } : { fault: told ?? fault, older: null };
}

function cleanOf(text: string | null): Pick<Drawn, 'svg' | 'svgFault'> {
  const cleaned = text === null ? null : cleanSvg(text, window);
  if (cleaned === null) return { svg: null, svgFault: null };
  return cleaned.ok ? { svg: cleaned.value, svgFault: null } : { svg: null, svgFault: cleaned.fault };
}

/** The drawing under the hand where somebody edits, else the one that is open; its SVG cleaned once. */
export function useDrawn(stores: MimicStores): Drawn {
  const { mimic, id: name, fault } = useStore(stores.mimics.state);
  const { draft, id: edited } = useStore(stores.editing.state);
  const text = mimic?.svg ?? null;
  const below = useMemo(() => cleanOf(text), [text]);
  const ownSvg = draft === null || edited === mimic?.head.id;      // a copy under another name begins without the SVG
  return { name, drawing: draft?.now ?? mimic?.drawing ?? null, editing: draft !== null, ...faults(mimic, fault), ...below, svg: ownSvg ? below.svg : null };
}
