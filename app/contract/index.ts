export { engineContract } from './engine.ts';
export type { EngineContract } from './engine.ts';
export { shellContract } from './shell.ts';
export type { EngineProcess, Settings, ShellContract } from './shell.ts';
