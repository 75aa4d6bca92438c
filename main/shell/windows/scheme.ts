import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { FAILURE_PAGE, fileFor, headersFor, ORIGIN } from './pages.ts';

/** Must run before the application is ready: app:// is a secure origin of its own, like https. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
}

const refused = (status: number): Response => new Response(null, { status, headers: headersFor('refused') });

/** Serves the built pages from `root` and the failure page from memory; nothing else exists. */
export function serveScheme(root: string, failurePage: () => string): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return refused(405);
    if (request.url.split('?')[0] === `${ORIGIN}${FAILURE_PAGE}`) return new Response(failurePage(), { headers: headersFor('failure.html') });
    const file = fileFor(request.url, root);
    if (file === null) return refused(404);
    try {
      return new Response(await readFile(file), { headers: headersFor(file) });
    } catch { return refused(404); }
  });
}
