/** Where windows and features meet: everything that a window may lay out. */
export { QualityPage, qualityStore, SourceList, sourceStore, valueStore, WhyLine, whyStore, WhyTip, worstOf } from '../features/acquisition/index.ts';
export type { QualityStore, SourceStore, ValueStore, WhyStore } from '../features/acquisition/index.ts';
export { AlarmFacts, AlarmHistory, AlarmList, AlarmPanel, alarmStore, begun, horn, outranks, stepsStore, titleOf, whatOf } from '../features/alarm/index.ts';
export type { About, AlarmStore, Live, StepsStore } from '../features/alarm/index.ts';
export { Banner, HealthLine, healthStore } from '../features/health/index.ts';
export type { HealthStore } from '../features/health/index.ts';
export { recentStore, Trend } from '../features/history/index.ts';
export type { Reading, RecentStore } from '../features/history/index.ts';
export { LogList, logStore } from '../features/journal/index.ts';
export type { LogStore } from '../features/journal/index.ts';
export { contactOf, parkStore, placesOf } from '../features/park/index.ts';
export type { Park, ParkStore } from '../features/park/index.ts';
