export { engineContract } from './engine.ts';
export type { EngineContract } from './engine.ts';
export { shellContract } from './shell.ts';
export type { EngineProcess, Settings, ShellContract } from './shell.ts';
export { Bounds, ProfileName, Scale, Show, WindowKind, WindowMode, windowKinds, windowStates, windowsContract } from './windows.ts';
export type { Arrangement, Beat, ProfileView, WindowHealth, WindowSelf } from './windows.ts';
