import { openPage } from '../open/page.ts';

openPage(() => import('./start.tsx'));
