export { AuditPage } from './AuditPage.tsx';
export type { Naming as AuditNaming } from './naming.ts';
export { auditStore } from './store.ts';
export type { AuditStore } from './store.ts';
