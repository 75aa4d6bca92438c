import type { infer as Infer, ZodType } from 'zod';
import type { Result } from './result.ts';
import type { Permission, Realm, Session } from './session.ts';
import type { Stop } from './time.ts';

/** One thing a window may ask: what goes in, what comes out, and the right it needs. */
export interface Call<I extends ZodType = ZodType, O extends ZodType = ZodType> { readonly in: I; readonly out: O; readonly needs: Permission }

/**
 * What a window may hear. `every`: numbered, never dropped; a gap makes the client list again. `latest`: by key, coalesced; the next batch
 * waits for the window's own `drawn` and at least `paceMs`.
 */
export type Stream<V extends ZodType = ZodType> =
  | { readonly kind: 'every'; readonly of: V; readonly needs: Permission }
  | { readonly kind: 'latest'; readonly of: V; readonly needs: Permission; readonly paceMs: number };

export interface Contract {
  readonly calls: Readonly<Record<string, Call>>;
  readonly streams: Readonly<Record<string, Stream>>;
}
/** A contract as it is served: all modules together, under one number that both ends must share. */
export interface VersionedContract extends Contract { readonly version: number }

/** Whether an answer is still waited for: not once the window took its question back, or its port closed. `lost` runs what it is given when that happens, at once where it has. */
export interface Wanted { still(): boolean; lost(run: () => void): void }
/** Of an answer that nobody can take back. */
export const alwaysWanted: Wanted = { still: () => true, lost: () => {} };

/** The serving side: one handler per call, none may be missing. Who asks comes from the port, never from the input. A handler whose answer nobody waits for any more may end with any fault: it is told to nobody. `wanted` absent: it always is. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C['calls']]: (input: Infer<C['calls'][K]['in']>, session: Session, wanted?: Wanted) => Promise<Result<Infer<C['calls'][K]['out']>>>;
};
export type StreamName<C extends Contract> = keyof C['streams'] & string;
export type StreamValue<C extends Contract, K extends StreamName<C>> = Infer<C['streams'][K]['of']>;

/** What a listener hears: a value of a stream, or `gap`: something was missed, so list again. */
export interface Ear<V> { value(value: V): void; gap?(): void }

/** Where a port leads, and who acts through it. */
export interface Greeting { readonly realm: Realm; readonly node: string; readonly actor: string }

export interface Asked<V> { readonly answer: Promise<Result<V>>; takeBack(): void }

/** The asking side, as a window sees it. `ready`: the greeting, once the first message came and its version is ours. */
export interface Client<C extends Contract> {
  readonly ready: Promise<Result<Greeting>>;
  call<K extends keyof C['calls'] & string>(name: K, input: Infer<C['calls'][K]['in']>): Promise<Result<Infer<C['calls'][K]['out']>>>;
  /** A question that may be taken back: then its answer is the fault `taken-back`, at once, and the engine stops working on it. */
  ask<K extends keyof C['calls'] & string>(name: K, input: Infer<C['calls'][K]['in']>): Asked<Infer<C['calls'][K]['out']>>;
  listen<K extends StreamName<C>>(name: K, ear: Ear<StreamValue<C, K>>): Stop;
  /** Every call under way ends in `port-closed`; nothing is heard any more. */
  close(): void;
}

/** What a MessagePort is, to us. Electron's, the browser's and worker_threads' all fit behind it, and so does a WebSocket. */
export interface Wire {
  post(message: WireMessage): void;
  hear(listener: (message: unknown) => void): Stop;
}

/** `hello` is the first message on every port. `n` counts the messages of one stream on one port, from 1. A message carries one value or several. */
export type WireMessage =
  | { readonly t: 'hello'; readonly version: number; readonly realm: Realm; readonly node: string; readonly actor: string }
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number }
  | { readonly t: 'reply'; readonly id: number; readonly result: Result<unknown> }
  | { readonly t: 'stream'; readonly name: string; readonly n: number; readonly values: readonly unknown[] }
  | { readonly t: 'drawn'; readonly name: string };
