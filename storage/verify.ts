import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { chainStart, type ChainBreak, type Head, type JournalFault } from '#app/journal';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { headKeyName, readHeads, type FoundHead } from './head.ts';
import { openForReading, type Db } from './journal/database.ts';
import { follow, parseRow, type EventRow } from './journal/rows.ts';
import { readSecret } from './disk/secret.ts';
import { faultOf } from './disk/sqlite-fault.ts';
import { readStateFile } from './disk/state-file.ts';
import { sm2Signer } from './sm2.ts';

/**
 * What was found: a link that does not hold (`ChainBreak`'s reasons), or how a copy of the head differs: `older-file` (the journal is whole but ends before
 * the copy), `tail-cut` (rows behind its end are gone), `head-differs` (at that seq the chain says another hash: it was made anew), `head-signature` (the
 * copy is not what its key signed), `head-unreadable`, `head-key-differs` (a copy under another key than the node's own, or two copies of one node under two), `head-missing` (the
 * node has written events, and a folder that must have a copy of its head has none).
 */
export interface Finding { readonly node: string; readonly seq: number; readonly reason: ChainBreak['reason'] | HeadReason; readonly file?: string }
export type HeadReason = 'older-file' | 'head-differs' | 'head-signature' | 'head-unreadable' | 'head-key-differs' | 'head-missing';
export interface VerifyReport {
  /** Nothing was found. */
  readonly holds: boolean;
  readonly findings: readonly Finding[];
  readonly nodes: readonly { readonly events: number; readonly head: Head }[];
  readonly events: number;
  readonly heads: number;
  readonly ms: number;
  readonly eventsPerSecond: number;
}
export interface VerifyOptions {
  /** Folders with further copies of the head. */
  readonly heads?: readonly string[];
  /** The node whose folder this is, and the key it signs with: every folder must have a copy of its head, under this key. */
  readonly own?: OwnHead | null;
  /** SM3 by another hand; absent: the one that writes. */
  readonly hash?: (bytes: Uint8Array) => string;
  readonly watch?: VerifyWatch;
}
/** Whoever waits for it: asked every `lookEvery` events. `of`: how many there were when it began. `unwanted`: ends it with `cancelled`. */
export interface VerifyWatch { progress(checked: number, of: number): void; unwanted(): boolean }
/** A data folder's own node, and its public key. */
export interface OwnHead { readonly node: string; readonly publicKey: string }

/** Whose folder this is, where that and its key can be read (not in a back-up without secrets). */
export function ownHead(dir: string): OwnHead | null {
  try {
    const node = z.object({ node: z.string() }).safeParse(JSON.parse(readStateFile(path.join(dir, 'data.json')) ?? 'null'));
    const key = readSecret(dir, headKeyName);
    return node.success && key.ok && key.value !== null ? { node: node.data.node, publicKey: sm2Signer(key.value).publicKey } : null;
  } catch { return null; }
}

class Cancelled extends Error {}
const lookEvery = 1000;

type Chain = { readonly events: number; readonly head: Head; readonly findings: readonly Finding[]; readonly hashes: ReadonlyMap<number, string> };

/** Follows one node's chain row by row, holding one row at a time; remembers the hash at every seq in `asked`. */
function followNode(db: Db, node: string, counted: number, asked: ReadonlySet<number>, hash: VerifyOptions['hash'], looked: () => void): Chain {
  const rows = db.prepare<[string], EventRow>('SELECT node, seq, hlc, kind, subject, hash, bytes FROM events WHERE node = ? ORDER BY seq').iterate(node);
  const hashes = new Map<number, string>();
  let tip = chainStart(nodeId(node));
  let last: EventRow | null = null;
  let events = 0;
  const ends = (findings: readonly Finding[]): Chain =>
    ({ events, findings, hashes, head: { node: nodeId(node), seq: tip.seq, hash: tip.hash, time: epochMs(last === null ? 0 : parseRow(last)?.time ?? 0) } });
  for (const row of rows) {
    if (events % lookEvery === 0) looked();
    const next = follow(row, tip, hash);
    if ('reason' in next) return ends([{ node, ...next }]);
    [tip, last] = [next, row];
    if (asked.has(tip.seq)) hashes.set(tip.seq, tip.hash);
    events++;
  }
  return ends(tip.seq < counted ? [{ node, seq: tip.seq + 1, reason: 'tail-cut' }] : []);
}

/** What one copy of the head says against the chain; a chain that broke before it has been told of already. */
function headFinding({ file, head, holds }: FoundHead, chain: Chain | undefined): Finding | null {
  if (head === null) return { node: '', seq: 0, reason: 'head-unreadable', file };
  const finding = (reason: Finding['reason'], seq: number): Finding => ({ node: head.node, seq, reason, file });
  if (!holds) return finding('head-signature', head.seq);
  if (head.seq === 0) return null;
  const reached = chain?.head.seq ?? 0;
  if (reached < head.seq) return (chain?.findings.length ?? 0) > 0 ? null : finding('older-file', reached + 1);
  return chain?.hashes.get(head.seq) === head.hash ? null : finding('head-differs', head.seq);
}

/** Two keys for one node: one of the copies was signed by somebody else. Which one is known of the node whose folder this is. */
function keyFindings(found: readonly FoundHead[], own: OwnHead | null): readonly Finding[] {
  const keys = new Map<string, string>(own === null ? [] : [[own.node, own.publicKey]]);
  return found.flatMap(({ file, head }): Finding[] => {
    if (head === null) return [];
    const first = keys.get(head.node) ?? head.publicKey;
    keys.set(head.node, first);
    return first === head.publicKey ? [] : [{ node: head.node, seq: head.seq, reason: 'head-key-differs', file }];
  });
}
/** A folder in which the copy of our own head is not: who took it away had a reason. */
function missingHeads(folders: Iterable<string>, own: OwnHead | null, events: number): readonly Finding[] {
  if (own === null || events === 0) return [];
  return [...folders].filter((folder) => !fs.existsSync(path.join(folder, `${own.node}.json`))).map((folder) => ({ node: own.node, seq: 0, reason: 'head-missing', file: folder }));
}

/** The database file that is meant, and every folder of copies. */
function placesOf(where: string, heads: readonly string[]): { readonly file: string; readonly folders: ReadonlySet<string> } {
  const at = path.resolve(where);
  const isFolder = fs.statSync(at, { throwIfNoEntry: false })?.isDirectory() === true;
  return { file: isFolder ? path.join(at, 'journal.db') : at, folders: new Set([...(isFolder ? [path.join(at, 'heads')] : []), ...heads.map((h) => path.resolve(h))]) };
}
/** Every node's chain, in one reading transaction: what is written meanwhile is not in it. */
function followAll(db: Db, found: readonly FoundHead[], hash: VerifyOptions['hash'], watch: VerifyWatch | undefined): readonly Chain[] {
  const asked = Map.groupBy(found.flatMap(({ head }) => head ?? []), (head) => head.node);
  return db.transaction(() => {
    const counted = new Map(db.prepare<[], { node: string; last_seq: number }>('SELECT node, last_seq FROM nodes').all().map((n) => [n.node, n.last_seq]));
    const nodes = db.prepare<[], string>('SELECT node FROM nodes UNION SELECT node FROM events ORDER BY node').pluck().all();
    const of = watch === undefined ? 0 : db.prepare<[], number>('SELECT count(*) FROM events').pluck().get() ?? 0;
    let checked = 0;
    const looked = (): void => {
      watch?.progress(checked, of);
      checked += lookEvery;
      if (watch?.unwanted() === true) throw new Cancelled();
    };
    return nodes.map((node) => followNode(db, node, counted.get(node) ?? 0, new Set(asked.get(node)?.map((h) => h.seq)), hash, looked));
  })();
}

/**
 * Checks every link of every node and every copy of the head (STO-08). `where`: a data folder, a back-up folder, or a database file. Changes nothing, and may
 * run beside a running engine: the copies are read first, so none is newer than what is read after it.
 */
export function verifyJournal(where: string, options?: Omit<VerifyOptions, 'watch'>): Result<VerifyReport, JournalFault | Fault<'not-found'>>;
export function verifyJournal(where: string, options: VerifyOptions): Result<VerifyReport, JournalFault | Fault<'not-found' | 'cancelled'>>;
export function verifyJournal(where: string, { heads = [], own = null, hash, watch }: VerifyOptions = {}): Result<VerifyReport, JournalFault | Fault<'not-found' | 'cancelled'>> {
  const { file, folders } = placesOf(where, heads);
  const missing = [file, ...heads].find((f) => !fs.existsSync(f));
  if (missing !== undefined) return fail('not-found', { file: missing });   // a copy that is asked for and not there is no proof
  const from = performance.now();
  const found = [...folders].flatMap((folder) => readHeads(folder));
  let db: Db | null = null;
  try {
    db = openForReading(file);
    const chains = followAll(db, found, hash, watch);
    const byNode = new Map(chains.map((c) => [String(c.head.node), c]));
    const findings = [...chains.flatMap((c) => c.findings), ...found.flatMap((f) => headFinding(f, byNode.get(f.head?.node ?? '')) ?? []), ...keyFindings(found, own), ...missingHeads(folders, own, byNode.get(own?.node ?? '')?.events ?? 0)];
    const events = chains.reduce((sum, c) => sum + c.events, 0);
    const ms = performance.now() - from;
    return ok({ holds: findings.length === 0, findings, nodes: chains.map(({ events: count, head }) => ({ events: count, head })), events, heads: found.length, ms: Math.round(ms), eventsPerSecond: Math.round(events / Math.max(ms, 0.001) * 1000) });
  } catch (error) {
    return error instanceof Cancelled ? fail('cancelled') : { ok: false, fault: faultOf(error, file) };
  } finally { db?.close(); }
}
