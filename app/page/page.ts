/** What a page of ours may do: nothing but our own files; inline style because Mantine writes its sizes there; no eval, no frames, no forms, no other origin. */
const common = ["default-src 'none'", "style-src 'self' 'unsafe-inline'", "font-src 'self' data:", "media-src 'self'", "object-src 'none'", "frame-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];
const plain = ["script-src 'self'", "img-src 'self' data:", "connect-src 'self'", "worker-src 'self'"];
/** PAGE-02: the globe decodes its tiles in workers and in WebAssembly; no other page may. */
const globe = ["script-src 'self' 'wasm-unsafe-eval'", "img-src 'self' data: blob:", "connect-src 'self' data: blob:", "worker-src 'self' blob:"];

/** PAGE-01: what the page at `path` (below its origin) may do, as a Content-Security-Policy. Workers take the policy of their own script. */
export const policyOf = (path: string): string => [...common, ...(path.startsWith('/windows/scene/') || path.startsWith('/cesium/') ? globe : plain)].join('; ');

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', json: 'application/json; charset=utf-8', geojson: 'application/geo+json; charset=utf-8', xml: 'text/xml; charset=utf-8',
  svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp', ico: 'image/x-icon', ktx2: 'image/ktx2', woff2: 'font/woff2', wav: 'audio/wav', mp3: 'audio/mpeg', ogg: 'audio/ogg', wasm: 'application/wasm',
  glb: 'model/gltf-binary', gltf: 'model/gltf+json', b3dm: 'application/octet-stream', pnts: 'application/octet-stream', bin: 'application/octet-stream', terrain: 'application/vnd.quantized-mesh',
};
const extensionOf = (path: string): string => /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';

/** The headers of every answer, whatever host serves it. `path`: below the origin. */
export const headersOf = (path: string): Record<string, string> => ({
  'content-type': types[extensionOf(path)] ?? 'application/octet-stream',
  'content-security-policy': policyOf(path), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
});

/** What a site's folder may give to a page, under `/site/`. */
export const siteShelves = ['tiles', 'imagery', 'terrain', 'mimics'] as const;
/** A file that a page asked for: among our own pages, or in the folder of the site. `segments`: its way from there. */
export interface Asked { readonly of: 'pages' | 'site'; readonly segments: readonly string[] }

/** PAGE-03: the file that a path (as it stands in the address, still encoded) means, or null: a way out of the folder, a hidden file, a kind of file that is not served. */
export function askedFor(path: string): Asked | null {
  let name: string;
  try { name = decodeURIComponent(path); } catch { return null; }
  if (!name.startsWith('/') || /[\0\\:]/.test(name) || !(extensionOf(name) in types)) return null;
  const segments = name.slice(1).split('/');
  if (segments.some((s) => s === '' || s.startsWith('.'))) return null;
  if (segments[0] !== 'site') return { of: 'pages', segments };
  return siteShelves.some((s) => s === segments[1]) && segments.length > 2 ? { of: 'site', segments: segments.slice(1) } : null;
}
