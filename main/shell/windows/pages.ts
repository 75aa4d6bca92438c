import path from 'node:path';

/** Our pages live under this origin and nowhere else. */
export const ORIGIN = 'app://watchroom';
/** The page the shell makes itself, when there is no engine to make another useful. */
export const FAILURE_PAGE = '/-/failure';

/** Nothing but our own files; inline style because Mantine writes its sizes there; no eval, no frames, no forms, no other origin. */
export const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:", "media-src 'self'",
  "connect-src 'self'", "worker-src 'self'", "object-src 'none'", "frame-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.wav': 'audio/wav', '.mp3': 'audio/mpeg', '.ogg': 'audio/ogg', '.wasm': 'application/wasm',
};

/** The headers of every answer. */
export const headersFor = (file: string): Record<string, string> => ({
  'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
  'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
});

/** The file that a request means, or null: another origin, a path out of `root`, a kind of file we do not serve. */
export function fileFor(url: string, root: string): string | null {
  let asked: URL;
  let name: string;
  try { asked = new URL(url); name = decodeURIComponent(asked.pathname); } catch { return null; }
  if (`${asked.protocol}//${asked.host}` !== ORIGIN || name.includes('\0') || name.includes('\\')) return null;
  const file = path.join(root, name);
  const inside = path.relative(root, file);
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return null;
  return path.extname(file) in TYPES ? file : null;
}
