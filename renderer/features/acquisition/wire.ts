import type { Words } from '#kit/words';

/** Protocols that are called the same in every language. */
const called: Readonly<Record<string, string>> = { hj212: 'HJ 212', modbus: 'Modbus TCP', mqtt: 'MQTT', opcua: 'OPC UA' };

/** What people call the wire of a source: `opcua` is OPC UA; a kind without words stands as it is. */
export const wireOf = (kind: string, words: Words): string => called[kind] ?? (words.has(`acquisition:wire-${kind}`) ? words.t(`acquisition:wire-${kind}`) : kind);
