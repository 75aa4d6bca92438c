/** A node as Part 6, 5.3.1.10 writes it: `[ns=<index>;|nsu=<uri>;]i=|s=|g=|b=...`. `uri` null: `ns` is the server's own index. */
export interface NodeAddress { readonly uri: string | null; readonly ns: number; readonly identifier: string }
/** One point to be monitored; `handle` is also what the server calls it when it reports. */
export interface Monitored { readonly handle: number; readonly address: string; readonly node: NodeAddress }

const GUID = /^g=[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const BASE64 = /^b=(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function meant(identifier: string): boolean {
  if (/^i=\d{1,10}$/.test(identifier)) return Number(identifier.slice(2)) <= 0xffff_ffff;
  if (/^s=./s.test(identifier)) return identifier.length <= 4098;
  return GUID.test(identifier) || (BASE64.test(identifier) && identifier.length > 2);
}

/** Reads an address; null when it cannot be meant. */
export function nodeAddress(address: string): NodeAddress | null {
  const parts = /^(?:ns=(?<ns>\d{1,5});|nsu=(?<uri>[^;]{1,1000});)?(?<identifier>[isgb]=.*)$/s.exec(address)?.groups;
  const identifier = parts?.['identifier'] ?? '';
  const ns = Number(parts?.['ns'] ?? 0);
  return meant(identifier) && ns <= 0xffff ? { uri: parts?.['uri'] ?? null, ns, identifier } : null;
}

/** The node id in this server's numbering, or null when it knows no such namespace. */
export function nodeIdIn(namespaces: readonly string[], { uri, ns, identifier }: NodeAddress): string | null {
  const index = uri === null ? ns : namespaces.indexOf(uri);
  return index < 0 ? null : `ns=${index};${identifier}`;
}
