export { copyDatabase } from '../disk/copy-database.ts';
export { takeLock } from '../disk/lock.ts';
export { reasonOf } from '../disk/reason.ts';
export { freeBytes } from '../disk/sqlite-fault.ts';
export { syncFile, syncFolder } from '../disk/state-file.ts';
export { systemFault, type SystemFault } from '../disk/system-fault.ts';
export { sm3Of } from '../sm3.ts';
