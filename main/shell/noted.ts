import type { Settings } from '#app/contract';
import type { Result } from '#kernel/result';
import type { WindowHandlers } from './window-answers.ts';

/** What a note may carry: plain words, and of a change what was and what is. */
export type NoteParams = Readonly<Record<string, string | number | Readonly<Record<string, unknown>>>>;
/** For the journal. `window`: in which window it was asked for; whoever sits there did it. */
export type Tell = (kind: string, subject: string, params: NoteParams) => void;

/** What the map remembers is a view, and moves all the time: it is no setting that anybody has to answer for. */
const remembered: ReadonlySet<string> = new Set(['scene']);
/** What a change of settings changed, before and after; null: nothing. */
export function settingsChange(before: Settings, after: Settings): { readonly before: Readonly<Record<string, unknown>>; readonly after: Readonly<Record<string, unknown>> } | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !remembered.has(name));
  const changed = names.filter((name) => JSON.stringify(before[name as keyof Settings] ?? null) !== JSON.stringify(after[name as keyof Settings] ?? null));
  const of = (settings: Settings): Readonly<Record<string, unknown>> => Object.fromEntries(changed.map((name) => [name, settings[name as keyof Settings] ?? null]));
  return changed.length === 0 ? null : { before: of(before), after: of(after) };
}

/** The same answers; every command that was carried out is told for the journal. */
export function notedWindows(answers: WindowHandlers, tell: Tell): WindowHandlers {
  const after = <I, S, T>(run: (input: I, session: S) => Promise<Result<T>>, say: (input: I) => Parameters<Tell>) => async (input: I, session: S): Promise<Result<T>> => {
    const done = await run(input, session);
    if (done.ok) tell(...say(input));
    return done;
  };
  return {
    ...answers,
    'window.open': after(answers['window.open'], ({ kind, show }) => ['window.opened', kind, { ...(show !== undefined && { show }) }]),
    async 'window.close'(input, session) {
      const self = await answers['window.self']({}, session);
      if (self.ok) tell('window.closed', self.value.kind, {});   // before: who sits there is forgotten with the window
      return answers['window.close'](input, session);
    },
    'window.scale': after(answers['window.scale'], ({ what, to }) => ['window.scaled', what, { to }]),
    'window.mode': after(answers['window.mode'], ({ mode }) => ['window.mode', mode, {}]),
    'profile.recall': after(answers['profile.recall'], ({ name }) => ['profile.recalled', name, {}]),
    'profile.save': after(answers['profile.save'], ({ name }) => ['profile.saved', name, {}]),
    'profile.rename': after(answers['profile.rename'], ({ from, to }) => ['profile.renamed', from, { to }]),
    'profile.delete': after(answers['profile.delete'], ({ name }) => ['profile.deleted', name, {}]),
    'profile.start': after(answers['profile.start'], ({ name }) => (name === null ? ['profile.start-as-left', '', {}] : ['profile.start-with', name, {}])),
  };
}
