import { useLayoutEffect, useMemo, useRef } from 'react';
import { ofPoint, type Drawing } from '#app/mimic';
import { useWords } from '#kit/words';
import type { PointLook } from '../look.ts';
import { boundIn, placeOf, show, type Bound, type Box } from './apply.ts';
import type { CleanSvg } from './clean.ts';
import sheet from './backdrop.css?raw';

/** What an element of the SVG is asked to do by a hand. */
export interface Asked { readonly point: string | null; readonly go: string | null; readonly asset: string | null; readonly element: string }
interface Props {
  readonly svg: CleanSvg;
  readonly drawing: Drawing;
  readonly lookOf: (point: string) => PointLook;
  readonly onAsk: (asked: Asked) => void;
  /** Where the bound elements stand, once they are laid out. */
  readonly onPlaces: (places: ReadonlyMap<string, Box>) => void;
}

const askedOf = ({ element, bindings }: Bound): Asked => {
  const go = bindings.find((b) => b.show === 'go');
  const asset = bindings.find((b) => b.show === 'select');
  return { element: element.id, point: bindings.find(ofPoint)?.point ?? null, go: go?.show === 'go' ? go.mimic : null, asset: asset?.show === 'select' ? asset.asset : null };
};

/** The SVG that came from outside, in a shadow of its own: its ids and names never meet ours. Values change its elements where they stand; nothing is drawn anew. */
export function Backdrop({ svg, drawing, lookOf, onAsk, onPlaces }: Props) {
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  const bound = useRef<readonly Bound[]>([]);
  const ask = useRef(onAsk);
  const root = useMemo(() => svg.root.cloneNode(true) as SVGSVGElement, [svg]);
  useLayoutEffect(() => { ask.current = onAsk; });

  useLayoutEffect(() => {
    const at = box.current;
    if (at === null) return;
    const shadow = at.shadowRoot ?? at.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    shadow.adoptedStyleSheets = [style];
    if (!root.hasAttribute('viewBox')) root.setAttribute('viewBox', `0 0 ${drawing.size.width} ${drawing.size.height}`);
    root.setAttribute('width', '100%');
    root.setAttribute('height', '100%');
    root.setAttribute('preserveAspectRatio', 'xMidYMid meet');
    shadow.replaceChildren(root);
    bound.current = boundIn(root, drawing.bindings, window);
    const stop = new AbortController();
    const places = new Map<string, Box>();
    for (const one of bound.current) {
      const place = placeOf(root, one.element, drawing.size);
      if (place !== null) places.set(one.element.id, place);
      const asked = askedOf(one);
      one.element.setAttribute('role', 'button');
      one.element.setAttribute('tabindex', '0');
      one.element.setAttribute('data-point', asked.point ?? '');
      one.element.addEventListener('click', () => ask.current(asked), { signal: stop.signal });
      one.element.addEventListener('keydown', (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); e.stopPropagation(); ask.current(asked); } }, { signal: stop.signal });
    }
    onPlaces(places);
    return () => stop.abort();
  }, [root, drawing, onPlaces]);

  useLayoutEffect(() => { for (const one of bound.current) show(one, lookOf, words); });
  return <div ref={box} className="mimic-backdrop" />;
}
