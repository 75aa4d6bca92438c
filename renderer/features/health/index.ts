export { Banner } from './Banner.tsx';
export { HealthLine } from './HealthLine.tsx';
export { healthStore } from './store.ts';
export type { HealthState, HealthStore } from './store.ts';
