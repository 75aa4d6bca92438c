import { ipcRenderer, webFrame } from 'electron';

/** The whole preload: it passes the ports of engine and shell into the page, says when the page listens, scales the page as the shell says, and knows no call by name. */
for (const name of ['engine-port', 'shell-port']) ipcRenderer.on(name, (event) => window.postMessage(name, location.origin, event.ports));
ipcRenderer.on('zoom', (_event, factor: unknown) => { if (typeof factor === 'number' && factor >= 0.5 && factor <= 4) webFrame.setZoomFactor(factor); });   // a frame's own: what the shell could set itself counts for every window of the origin
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('ready'));   // module scripts have run by then, so the page's listener is there
