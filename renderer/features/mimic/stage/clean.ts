import createPurifier from 'dompurify';
import { fail, ok, type Result } from '#kernel/result';

/** What is left of an SVG that came from outside. `ids`: of the elements that bindings may name. */
export interface CleanSvg { readonly root: SVGSVGElement; readonly ids: ReadonlySet<string> }

/** How many elements are drawn at most. */
export const mostElements = 20_000;
/** Leads out of the drawing, runs, moves by itself, or brings another language with it. */
const forbidden = ['script', 'style', 'foreignObject', 'a', 'image', 'use', 'animate', 'animateMotion', 'animateTransform', 'set', 'switch', 'filter', 'feImage', 'metadata', 'iframe', 'audio', 'video', 'canvas', 'object', 'embed'];
/** `class` would take the clothes of our own interface, `style` everything else; what a drawing needs of it stands as attributes (`inlined`). */
const forbiddenAttributes = ['style', 'class', 'tabindex', 'role', 'target', 'ping', 'lang', 'contenteditable'];
/** The properties of a `style` that are attributes of SVG too. */
const drawable = /^(fill|stroke|opacity|stop-color|stop-opacity|font|text-anchor|dominant-baseline|letter-spacing|display|visibility|clip-path|clip-rule|mask|color|paint-order|vector-effect|marker)(-[a-z]+)*$/;
const local = /^#[^\s"'()]+$/;
/** Only fragments of the drawing itself may be pointed at. */
const pointsOutside = (value: string): boolean => [...value.matchAll(/url\s*\(\s*(["']?)([^"')]*)\1\s*\)?/gi)].some((m) => !local.test((m[2] ?? '').trim())) || /@import|expression\s*\(|image-set|-moz-binding|\\/i.test(value);

/** What drawing programmes write into `style`, as the attributes that mean the same; the page's own policy would not read it. */
function inlined(doc: Document): void {
  for (const e of doc.querySelectorAll('[style]')) {
    for (const part of (e.getAttribute('style') ?? '').split(';').slice(0, 60)) {
      const at = part.indexOf(':');
      const [name, value] = [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).replace(/!important/i, '').trim()];
      if (at > 0 && drawable.test(name) && value.length < 500) e.setAttribute(name, value);   // where it may point is judged with all others below
    }
    e.removeAttribute('style');
  }
}

/** MIM-02: an SVG from outside without scripts, outside references, foreign content, styles and motion of its own. Faults: `mimic-svg-broken`, `mimic-svg-too-large`. */
export function cleanSvg(text: string, page: Window & typeof globalThis): Result<CleanSvg> {
  const doc = new page.DOMParser().parseFromString(text, 'image/svg+xml');
  const error = doc.querySelector('parsererror');
  if (error !== null || doc.documentElement.localName !== 'svg') return fail('mimic-svg-broken', { reason: (error?.textContent ?? doc.documentElement.localName).replaceAll(/\s+/g, ' ').slice(0, 160) });
  if (doc.getElementsByTagName('*').length > mostElements) return fail('mimic-svg-too-large', { most: mostElements });
  inlined(doc);
  const purify = createPurifier(page);
  purify.addHook('uponSanitizeAttribute', (_node, data) => {
    const link = data.attrName === 'href' || data.attrName === 'xlink:href';
    if ((link && !local.test(data.attrValue.trim())) || pointsOutside(data.attrValue)) data.keepAttr = false;
  });
  const clean = purify.sanitize(new page.XMLSerializer().serializeToString(doc.documentElement), {
    USE_PROFILES: { svg: true, svgFilters: false }, FORBID_TAGS: forbidden, FORBID_ATTR: forbiddenAttributes, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false, RETURN_DOM_FRAGMENT: true,
  });
  const root = clean.querySelector('svg');
  if (!(root instanceof page.SVGSVGElement)) return fail('mimic-svg-broken', { reason: 'svg' });
  return ok({ root, ids: new Set([...root.querySelectorAll('[id]')].map((e) => e.id)) });
}
