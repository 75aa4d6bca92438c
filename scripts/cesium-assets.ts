import { cpSync, createReadStream, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** What of the globe's library is fetched while it runs, and where it is asked for: its workers, the decoders of a customer's own tiles, the earth's orientation, and heights for lines draped on terrain. */
const parts: readonly (readonly [from: string, to: string])[] = [
  ['Build/Workers', 'Workers'], ['Build/ThirdParty', 'ThirdParty'], ['Source/ThirdParty/draco_decoder.wasm', 'ThirdParty/draco_decoder.wasm'], ['Source/ThirdParty/basis_transcoder.wasm', 'ThirdParty/basis_transcoder.wasm'],
  ['Source/Assets/IAU2006_XYS', 'Assets/IAU2006_XYS'], ['Source/Assets/approximateTerrainHeights.json', 'Assets/approximateTerrainHeights.json'],
  ['Source/Assets/Images/ion-credit.png', 'Assets/Images/ion-credit.png'],   // asked for by the library's line of credits, which is never shown
];

/** Puts them under /cesium/ of the built pages, and serves them there while developing. `root`: of the project (a bundled configuration has no place of its own). `out`: the folder of the built pages. */
export function cesiumAssets(root: string, out: string): Plugin {
  const engine = path.join(root, 'node_modules', '@cesium', 'engine');
  return {
    name: 'cesium-assets',
    closeBundle() {
      for (const [from, to] of parts) {
        const target = path.join(out, 'cesium', to);
        mkdirSync(path.dirname(target), { recursive: true });
        cpSync(path.join(engine, from), target, { recursive: true });
      }
    },
    configureServer(server) {
      server.middlewares.use('/cesium', (request, response, next) => {
        const asked = decodeURIComponent((request.url ?? '').split('?')[0] ?? '').replace(/^\//, '');
        const part = parts.find(([, to]) => asked === to || asked.startsWith(`${to}/`));
        const file = part === undefined || asked.includes('..') ? null : path.join(engine, part[0], asked.slice(part[1].length));
        if (file === null || !existsSync(file)) { next(); return; }
        response.setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : file.endsWith('.wasm') ? 'application/wasm' : file.endsWith('.png') ? 'image/png' : 'application/json');
        createReadStream(file).pipe(response);
      });
    },
  };
}
