/** One after another, in the order they were asked for; one that fails holds up none. */
export function turns(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const turn = last.then(run, run);
    last = turn.catch(() => null);
    return turn;
  };
}
