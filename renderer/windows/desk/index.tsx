import { catchPorts } from '#kit/port';

// The ports may come at any moment from now on, so they are caught before anything else is loaded.
const ports = catchPorts(window);
// Zod tries once whether it may make functions from text, unless it finds this; the page's CSP forbids it and would report the try.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
void import('./start.tsx').then(({ startDesk }) => {
  const root = document.getElementById('root');
  if (root !== null) startDesk(ports, root);
});
