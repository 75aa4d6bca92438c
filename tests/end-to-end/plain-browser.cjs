// A browser with nothing of ours in it: no preload, no Node in the page, no scheme of ours.
const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  for (let n = 0; n < Number(process.env.PLAIN_PAGES); n++) void new BrowserWindow({ width: 1920, height: 1080, webPreferences: { sandbox: true } }).loadURL('about:blank');
});
