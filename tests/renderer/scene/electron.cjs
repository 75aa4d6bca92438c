// The smallest Electron that shows the scene, with a list of every request that it makes and of every file that it keeps: for tests and pictures, never shipped.
const os = require('node:os');
const path = require('node:path');
const { app, BrowserWindow, session } = require('electron');
globalThis.asked = [];
globalThis.kept = [];
void app.whenReady().then(() => {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => { globalThis.asked.push(details.url); answer({}); });
  session.defaultSession.on('will-download', (_event, item) => {
    const file = path.join(process.env.SCENE_KEEP ?? os.tmpdir(), item.getFilename());
    item.setSavePath(file);
    item.once('done', () => globalThis.kept.push(file));
  });
  const [width, height] = (process.env.SCENE_SIZE ?? '1280x720').split('x').map(Number);
  const w = new BrowserWindow({ width, height, useContentSize: true, frame: false, show: true, webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false, webgl: process.env.SCENE_WEBGL !== 'off' } });
  void w.loadURL(process.env.SCENE_URL);
});
app.on('window-all-closed', () => app.quit());
