/** What the engine's files take from node:crypto, in a page. */
export const randomUUID = (): string => crypto.randomUUID();
export const randomBytes = (n: number) => { const bytes = crypto.getRandomValues(new Uint8Array(n)); return Object.assign(bytes, { toString: () => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('') }); };
/** A name for a text, for telling two apart; no digest. */
export const createHash = () => { let of = 0; const hash = { update(text: string) { for (const c of text) of = (of * 31 + c.charCodeAt(0)) | 0; return hash; }, digest: () => String(of) }; return hash; };
