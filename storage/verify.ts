import fs from 'node:fs';
import path from 'node:path';
import { chainStart, type ChainBreak, type Head, type JournalFault, type SignedHead } from '#app/journal';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { readHeads, type FoundHead } from './head.ts';
import { openForReading, type Db } from './journal/database.ts';
import { follow, parseRow, type EventRow } from './journal/rows.ts';
import { faultOf } from './disk/sqlite-fault.ts';

/**
 * What was found: a link that does not hold (`ChainBreak`'s reasons), or how a copy of the head differs: `older-file` (the journal is whole but ends before
 * the copy), `tail-cut` (rows behind its end are gone), `head-differs` (at that seq the chain says another hash: it was made anew), `head-signature` (the
 * copy is not what its key signed), `head-unreadable`, `head-key-differs` (two copies of one node under two keys).
 */
export interface Finding { readonly node: string; readonly seq: number; readonly reason: ChainBreak['reason'] | 'older-file' | 'head-differs' | 'head-signature' | 'head-unreadable' | 'head-key-differs'; readonly file?: string }
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
}

type Chain = { readonly events: number; readonly head: Head; readonly findings: readonly Finding[]; readonly hashes: ReadonlyMap<number, string> };

/** Follows one node's chain row by row, holding one row at a time; remembers the hash at every seq in `asked`. */
function followNode(db: Db, node: string, counted: number, asked: ReadonlySet<number>): Chain {
  const rows = db.prepare<[string], EventRow>('SELECT node, seq, hlc, kind, subject, hash, bytes FROM events WHERE node = ? ORDER BY seq').iterate(node);
  const hashes = new Map<number, string>();
  let tip = chainStart(nodeId(node));
  let last: EventRow | null = null;
  let events = 0;
  const ends = (findings: readonly Finding[]): Chain =>
    ({ events, findings, hashes, head: { node: nodeId(node), seq: tip.seq, hash: tip.hash, time: epochMs(last === null ? 0 : parseRow(last)?.time ?? 0) } });
  for (const row of rows) {
    const next = follow(row, tip);
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

/** Two keys for one node: one of the copies was signed by somebody else. */
function keyFindings(found: readonly FoundHead[]): readonly Finding[] {
  const keys = new Map<string, SignedHead>();
  return found.flatMap(({ file, head }): Finding[] => {
    if (head === null) return [];
    const first = keys.get(head.node) ?? head;
    keys.set(head.node, first);
    return first.publicKey === head.publicKey ? [] : [{ node: head.node, seq: head.seq, reason: 'head-key-differs', file }];
  });
}

/**
 * Checks every link of every node and every copy of the head (STO-08). `where`: a data folder, a back-up folder, or a database file. Changes nothing, and may
 * run beside a running engine: the copies are read first, so none is newer than what is read after it.
 */
export function verifyJournal(where: string, { heads = [] }: VerifyOptions = {}): Result<VerifyReport, JournalFault | Fault<'not-found'>> {
  const at = path.resolve(where);
  const stat = fs.statSync(at, { throwIfNoEntry: false });
  const file = stat?.isDirectory() === true ? path.join(at, 'journal.db') : at;
  const missing = [file, ...heads].find((f) => !fs.existsSync(f));
  if (missing !== undefined) return fail('not-found', { file: missing });   // a copy that is asked for and not there is no proof
  const from = performance.now();
  const folders = new Set([...(stat?.isDirectory() === true ? [path.join(at, 'heads')] : []), ...heads.map((h) => path.resolve(h))]);
  const found = [...folders].flatMap((folder) => readHeads(folder));
  const asked = Map.groupBy(found.flatMap(({ head }) => head ?? []), (head) => head.node);
  let db: Db | null = null;
  try {
    db = openForReading(file);
    const read = db;
    const chains = read.transaction(() => {
      const counted = new Map(read.prepare<[], { node: string; last_seq: number }>('SELECT node, last_seq FROM nodes').all().map((n) => [n.node, n.last_seq]));
      const nodes = read.prepare<[], string>('SELECT node FROM nodes UNION SELECT node FROM events ORDER BY node').pluck().all();
      return nodes.map((node) => followNode(read, node, counted.get(node) ?? 0, new Set(asked.get(node)?.map((h) => h.seq))));
    })();
    const byNode = new Map(chains.map((c) => [String(c.head.node), c]));
    const findings = [...chains.flatMap((c) => c.findings), ...found.flatMap((f) => headFinding(f, byNode.get(f.head?.node ?? '')) ?? []), ...keyFindings(found)];
    const events = chains.reduce((sum, c) => sum + c.events, 0);
    const ms = performance.now() - from;
    return ok({ holds: findings.length === 0, findings, nodes: chains.map(({ events: count, head }) => ({ events: count, head })), events, heads: found.length, ms: Math.round(ms), eventsPerSecond: Math.round(events / Math.max(ms, 0.001) * 1000) });
  } catch (error) {
    return { ok: false, fault: faultOf(error, file) };
  } finally { db?.close(); }
}
