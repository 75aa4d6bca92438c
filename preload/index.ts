import { ipcRenderer } from 'electron';

/** The whole preload: it passes the ports of engine and shell into the page, says when the page listens, and knows no call by name. */
for (const name of ['engine-port', 'shell-port']) ipcRenderer.on(name, (event) => window.postMessage(name, location.origin, event.ports));
window.addEventListener('DOMContentLoaded', () => ipcRenderer.send('ready'));   // module scripts have run by then, so the page's listener is there
