import { config } from 'zod';
import { catchPorts } from '#kit/port';

// The ports may come at any moment from now on. The schemas are loaded after zod was told to make no functions from text, which the page's CSP forbids.
const ports = catchPorts(window);
config({ jitless: true });
void import('./start.tsx').then(({ startDesk }) => {
  const root = document.getElementById('root');
  if (root !== null) startDesk(ports, root);
});
