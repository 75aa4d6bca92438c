export { journalled, nowhere } from './output.ts';
export type { Command, Message, OutputFault, OutputKind, Outputs, WriteOutput } from './output.ts';
