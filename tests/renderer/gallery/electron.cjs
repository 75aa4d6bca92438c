// The smallest Electron that shows one address: for looking at pages, never shipped.
const { app, BrowserWindow } = require('electron');
void app.whenReady().then(() => {
  const [width, height] = (process.env.GALLERY_SIZE ?? '1920x1080').split('x').map(Number);
  const w = new BrowserWindow({ width, height, useContentSize: true, frame: false, show: true, webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false } });
  void w.loadURL(process.env.GALLERY_URL);
});
app.on('window-all-closed', () => app.quit());
