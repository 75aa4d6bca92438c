import { nullOutputs } from '#outputs/null';
import type { World } from './world.ts';

/** Life: the only world whose outputs may act (rule `outputs-live`). Until real channels are configured they are the null output, which does nothing and is journalled all the same. */
export const liveWorld = (parts: Omit<World, 'realm' | 'outputs'>): World => ({ ...parts, realm: 'live', outputs: nullOutputs(parts.note) });
