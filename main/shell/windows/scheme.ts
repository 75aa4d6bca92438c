import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { headersOf } from '#app/page';
import { FAILURE_PAGE, fileFor, ORIGIN, type Roots } from './pages.ts';

/** Must run before the application is ready: app:// is a secure origin of its own, like https. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
}

const refused = (status: number): Response => new Response(null, { status, headers: headersOf('/refused') });

/** The largest file of a site that is given to a page, in bytes: tiles are far smaller, and the shell must not choke on one. */
const largest = 256 * 1024 * 1024;

/** The bytes of a file. What the site's folder gives must truly lie in it (no link leads out of it) and be no larger than `largest`; throws for what cannot be read. */
async function bytesOf(file: string, site: string | null): Promise<Uint8Array<ArrayBuffer> | null> {
  if (site !== null && file.startsWith(site + path.sep)) {
    const [real, root] = await Promise.all([realpath(file), realpath(site)]);
    if (!real.startsWith(root + path.sep) || (await stat(real)).size > largest) return null;
  }
  return new Uint8Array(await readFile(file));
}

/** Serves the built pages, what the site's folder gives to pages, and the failure page from memory; nothing else exists. */
export function serveScheme(roots: Roots, failurePage: () => string): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return refused(405);
    if (request.url.split('?')[0] === `${ORIGIN}${FAILURE_PAGE}`) return new Response(failurePage(), { headers: headersOf('/failure.html') });
    const file = fileFor(request.url, roots);
    if (file === null) return refused(404);
    try {
      const bytes = await bytesOf(file, roots.site);
      return bytes === null ? refused(404) : new Response(bytes, { headers: headersOf(new URL(request.url).pathname) });
    } catch { return refused(404); }
  });
}
