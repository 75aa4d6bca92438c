import { createContext, useContext } from 'react';
import type { Permission } from '#kernel/session';

/** Why something may not be done here and now, in words; null: it may. What is not known yet may be tried: the engine judges every call. */
export type WhyNot = (needs: Permission) => string | null;
export const MayContext = createContext<WhyNot>(() => null);
/** For a button: `disabled` where it is not null, and the reason beside it (`title`). */
export const useWhyNot = (needs: Permission): string | null => useContext(MayContext)(needs);
