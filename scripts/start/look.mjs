import { writeFileSync } from 'node:fs';

const PAUSE_MS = 25;
const pause = (ms) => new Promise((go) => setTimeout(go, ms));

/** Asks a page over its development port; used to measure and to take pictures, with nothing of it in the product. */
async function connect(port, until) {
  while (performance.now() < until) {
    try {
      const pages = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      const page = pages.find((p) => p.type === 'page' && p.url.startsWith('app://watchroom/windows/'));
      if (page !== undefined) {
        const socket = new WebSocket(page.webSocketDebuggerUrl);
        await new Promise((open, failed) => { socket.onopen = open; socket.onerror = failed; });
        return socket;
      }
    } catch { await pause(PAUSE_MS); continue; }   // not listening yet
    await pause(PAUSE_MS);
  }
  return null;
}

function asker(socket) {
  const waiting = new Map();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
    waiting.delete(id);
  };
  return (method, params = {}) => new Promise((done) => {
    waiting.set(++last, done);
    socket.send(JSON.stringify({ id: last, method, params }));
  });
}

/** The port that Chromium chose for `--remote-debugging-port=0`, as it says on stderr. */
export const portFrom = (line) => /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(line)?.[1];

/** Waits until the desk shows an alarm; null after `patienceMs`. `picture`: a file to write a PNG of the desk to. */
export async function firstAlarm(port, patienceMs, picture) {
  const until = performance.now() + patienceMs;
  const socket = await connect(port, until);
  if (socket === null) return null;
  const ask = asker(socket);
  let at = null;
  while (at === null && performance.now() < until) {
    const seen = await ask('Runtime.evaluate', { expression: "document.querySelector('.alarm-row, .group-row') !== null", returnByValue: true });
    if (seen?.result?.value === true) at = performance.timeOrigin + performance.now();
    else await pause(PAUSE_MS);
  }
  if (picture !== undefined) {
    await pause(1500);   // fonts, trends
    const shot = await ask('Page.captureScreenshot', { format: 'png' });
    writeFileSync(picture, Buffer.from(shot.data, 'base64'));
  }
  socket.close();
  return at;
}
