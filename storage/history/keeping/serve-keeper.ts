import os from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import { openCatalogue, type Catalogue } from '../catalogue/index.ts';
import { reasonOf } from '../disk.ts';
import { slices, Unwanted } from '../merging/index.ts';
import type { Note } from '../note.ts';
import { keeperOf, type Keeper } from './keeper.ts';
import type { FromKeeper, KeeperOptions, ToKeeper } from './protocol.ts';

/** How often it looks whether something is due, in ms. */
const lookEveryMs = 5000;
/** What is still so is not said again before. */
const sayAgainMs = 600_000;

/** Makes this thread wait for others that want a processor. Elsewhere than on Linux the call would mean the whole process. */
function letOthersFirst(): void { if (process.platform === 'linux') try { os.setPriority(0, 10); } catch { return; } }

/** The thread that keeps: it merges and lets go beside whoever writes and reads, one thing after another, and is through with it within a slice when it is asked to close. */
export function serveKeeper(port: MessagePort, { dir }: KeeperOptions): void {
  const say = (message: FromKeeper): void => { port.postMessage(message); };
  const saidAt = new Map<string, number>();
  const note: Note = (n) => {
    const what = `${n.name} ${String(n.params['file'] ?? '')}`;
    if (performance.now() - (saidAt.get(what) ?? -Infinity) < sayAgainMs) return;
    saidAt.set(what, performance.now());
    say({ t: 'note', note: n });
  };
  let wanted = true;
  let wake: () => void = () => {};
  let at = '';
  const asked: number[] = [];
  let plan: Extract<ToKeeper, { t: 'plan' }>['plan'] | null = null;

  function tell(keeper: Keeper): void {
    const status = keeper.status();
    const text = JSON.stringify(status);
    if (text !== at) say({ t: 'status', ...status });
    at = text;
  }
  const asleep = (ms: number): Promise<void> => new Promise((resolve) => { const timer = setTimeout(resolve, ms); wake = () => { clearTimeout(timer); resolve(); }; });
  async function turn(keeper: Keeper): Promise<boolean> {
    if (plan !== null) keeper.follow(plan);
    const id = asked.shift();
    if (id === undefined) return keeper.step();
    await keeper.keepNow();
    say({ t: 'kept', id });
    return true;
  }
  async function work(catalogue: Catalogue): Promise<void> {
    const keeper = keeperOf({ dir, catalogue, now: Date.now, mono: () => performance.now(), note, slices: slices(() => wanted) });
    while (wanted) {
      const did = await turn(keeper).catch((error: unknown) => {
        if (!(error instanceof Unwanted)) note({ name: 'history-not-kept', params: { reason: reasonOf(error) } });
        return false;
      });
      if (wanted) tell(keeper);
      if (wanted && !did) await asleep(lookEveryMs);
    }
  }
  async function begin(): Promise<void> {
    while (wanted) {
      const catalogue = openCatalogue(dir);
      if (catalogue.ok) { try { await work(catalogue.value); } finally { catalogue.value.close(); } } else { note({ name: 'history-not-kept', params: { reason: catalogue.fault.code } }); await asleep(lookEveryMs); }
    }
    say({ t: 'closed' });
    port.close();
  }
  port.on('message', (message: ToKeeper) => {
    if (message.t === 'close') wanted = false;
    else if (message.t === 'plan') plan = message.plan;
    else asked.push(message.id);
    wake();
  });
  letOthersFirst();
  say({ t: 'opened' });
  void begin();
}
