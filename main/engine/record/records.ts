import type { Draft, JournalEvent } from '#app/journal';
import { journalled, type Outputs } from '#app/output';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { engineActor, type Actor } from '#kernel/session';
import { commit } from './commit.ts';
import { recorder, type Recorder } from './recorder.ts';
import type { World } from '../world.ts';

/** Everything of one engine that is written down. */
export interface Records {
  readonly recorder: Recorder;
  /** Now, in this realm. `by` absent: the engine. */
  readonly draft: (kind: string, subject: string, body: unknown, by?: Actor) => Draft;
  /** In line of the journal; held where it cannot be written. `then` runs after the commit, or at once with false. */
  readonly write: (draft: Draft, then?: (recorded: boolean) => void) => void;
  /** All of them or none, and not held (REC-07). */
  readonly commit: (drafts: readonly Draft[]) => Promise<Result<readonly JournalEvent[], Fault<'not-recorded'>>>;
  /** A bug, or what could not be done: in the log and in the journal, and the watch goes on. */
  readonly broken: (where: string, error: unknown) => void;
  /** Orders to the world outside, each journalled before it is given. */
  readonly outputs: Outputs;
}

/** `published`: every event after its commit, in its order. `resumed`: it is recorded again; how many were held, and how many are lost. */
export function records({ clock, journal, realm, note, outputs }: World, { published, resumed }: { readonly published: (event: JournalEvent) => void; readonly resumed: (held: number, lost: number) => void }): Records {
  const draft: Records['draft'] = (kind, subject, body, by = engineActor) => ({ time: clock.now(), actor: by, realm, kind, v: 1, subject, body });
  const broken: Records['broken'] = (where, error) => {
    const message = String(error).slice(0, 500).toWellFormed();   // half a character has no place in the journal
    note(`engine.fault ${where}: ${message}`);
    write(draft('engine.fault', where, { message }));
  };
  const line = recorder(journal, clock, {
    resumed, late: published,
    refused: ({ kind }, fault) => { if (kind !== 'engine.fault') broken('journal', `${kind}: ${fault.params['reason']}`); },
    threw: (error) => note(`engine.fault ${String(error).slice(0, 500)}`),
  });
  const write: Records['write'] = (d, then = () => {}) => line.write(d, (event) => { if (event !== null) published(event); then(event !== null); });
  return {
    recorder: line, draft, write, broken, commit: (drafts) => commit(journal, clock, drafts, published),
    outputs: journalled(outputs, (kind, body, fault) => new Promise((done) => {
      write(draft(kind, 'device' in body ? body.device : body.to, { ...body, ...(fault && { fault }) }, body.by), (recorded) => done(recorded ? ok(null) : fail('not-recorded')));
    })),
  };
}
