import { useEffect, useRef } from 'react';
import type { Name } from '#app/park';
import { useWords } from '#kit/words';
import { drive, type Driven } from './drive.ts';
import type { SceneStores } from './stores.ts';

interface Props { readonly scene: SceneStores; readonly label: string; readonly onView: (driven: Driven | null) => void }

/** The park itself: the globe or the plan, and over it the marks. */
export function View({ scene, label, onView }: Props) {
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const first = useRef((name: Name): string => words.name(name));
  useEffect(() => {
    if (host.current === null || canvas.current === null) return undefined;
    const driven = drive(scene, host.current, canvas.current, first.current);
    onView(driven);
    return () => { onView(null); driven.stop(); };
  }, [scene, onView]);
  useEffect(() => scene.view()?.text((name) => words.name(name)), [scene, words]);
  return <div className="scene-host" ref={host}><canvas ref={canvas} className="scene-over" tabIndex={0} role="application" aria-label={label} /></div>;
}
