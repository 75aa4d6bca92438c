// The smallest Electron that shows the scene, with a list of every request that it makes: for tests and pictures, never shipped.
const { app, BrowserWindow, session } = require('electron');
globalThis.asked = [];
void app.whenReady().then(() => {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => { globalThis.asked.push(details.url); answer({}); });
  const [width, height] = (process.env.SCENE_SIZE ?? '1280x720').split('x').map(Number);
  const w = new BrowserWindow({ width, height, useContentSize: true, frame: false, show: true, webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false, webgl: process.env.SCENE_WEBGL !== 'off' } });
  void w.loadURL(process.env.SCENE_URL);
});
app.on('window-all-closed', () => app.quit());
