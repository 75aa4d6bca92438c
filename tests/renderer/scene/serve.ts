import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { headersOf, policyOf } from '#app/page';
import { mapPages, siteView } from '#app/park';
import { readSite } from '#storage';
import { cesiumAssets } from '../../../scripts/cesium-assets.ts';

const root = path.resolve(import.meta.dirname, '../../..');
/** What was built in this run. */
const built = new Set<string>();

/** The scene's page with an engine double, built, and served with the real policy and the real folder of a site. `broken`: paths below /site/ that are answered with garbage. */
export async function servedScene(dist: string, siteFolder: string, broken: ReadonlySet<string> = new Set()) {
  if (!built.has(dist)) {
    built.add(dist);
    await build({ root: import.meta.dirname, base: '/', configFile: false, logLevel: 'warn', plugins: [react(), cesiumAssets(root, dist)], build: { outDir: dist, emptyOutDir: true, target: 'chrome148', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 9000 } });
  }
  const read = await readSite(siteFolder);
  if (!read.ok) throw new Error(`the site does not read: ${JSON.stringify(read.faults.slice(0, 3))}`);
  const { site } = read.value;
  const pages = mapPages(site, '1');
  const map = { ...pages(0), features: [] as unknown[], points: [] as unknown[] };
  for (let after: number | null = 0; after !== null;) { const page: ReturnType<typeof pages> = pages(after, 1000); map.features.push(...page.features); map.points.push(...page.points); after = page.next; }
  const data = JSON.stringify({ site: siteView(site), map });
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    asked.push(pathname);
    const send = (status: number, body: string | Buffer, type: string): void => { response.writeHead(status, { ...headersOf(pathname), 'content-security-policy': policyOf('/windows/scene/'), 'content-type': type }); response.end(body); };
    if (pathname === '/data.json') { send(200, data, 'application/json'); return; }
    if (broken.has(pathname)) { send(200, 'this is no tile', 'application/octet-stream'); return; }
    const file = pathname.startsWith('/site/') ? path.join(siteFolder, pathname.slice(6)) : path.join(dist, pathname === '/' ? 'index.html' : pathname);
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) { send(404, '', 'text/plain'); return; }
    send(200, fs.readFileSync(file), file.endsWith('.html') ? 'text/html; charset=utf-8' : headersOf(pathname)['content-type'] ?? 'application/octet-stream');
  });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const address = server.address();
  return { url: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}/`, asked, root, close: () => new Promise<void>((done) => { server.close(() => done()); server.closeAllConnections(); }) };
}
