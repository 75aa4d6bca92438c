import { describe, expect, it } from 'vitest';
import { askedFor, headersOf, policyOf } from '#app/page';

describe('what pages are served, and what they may do', () => {
  it('PAGE-01 a page runs nothing but our own files: no eval, no inline script, no frame, no other origin', () => {
    for (const page of ['/windows/desk/index.html', '/windows/alarms/index.html', '/refused', '/site/mimics/tanks.svg']) {
      const policy = policyOf(page);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe-eval|blob:|https?:|\*/);
    }
  });
  it('PAGE-02 the scene alone may run WebAssembly and workers of its own making, and still no eval', () => {
    for (const page of ['/windows/scene/index.html', '/cesium/Workers/createGeometry.js']) {
      expect(policyOf(page)).toContain("script-src 'self' 'wasm-unsafe-eval';");
      expect(policyOf(page)).not.toMatch(/'unsafe-eval'|https?:|\*/);
    }
    expect(policyOf('/windows/scenery/index.html')).not.toContain('wasm');
  });
  it.each(['/../package.json', '/%2e%2e/package.json', '/windows/..%2f..%2fsecret.json', '/windows\\x.js', '/.env', '/a/.git/config.json', '/C:/x.js', '/nul%00.js', '/x.exe', '/x', 'x.js', '/%E0%A4%A', '//x.js', '/site/x.json', '/site/secrets/token.json', '/site/tiles', '/site/../tiles/a.json'])(
    'PAGE-03 %s is nothing that is served', (path) => expect(askedFor(path)).toBeNull());
  it('PAGE-03 knows our pages from the shelves of the site', () => {
    expect(askedFor('/windows/desk/index.html')).toEqual({ of: 'pages', segments: ['windows', 'desk', 'index.html'] });
    expect(askedFor('/site/tiles/%E7%BD%90/tank.glb')).toEqual({ of: 'site', segments: ['tiles', '罐', 'tank.glb'] });
    expect(headersOf('/site/tiles/tank.glb')['content-type']).toBe('model/gltf-binary');
    expect(headersOf('/whatever')['x-content-type-options']).toBe('nosniff');
  });
});
