import type { ElectronApplication, Page } from '@playwright/test';

/** What the processes of the application have used so far, by what they are: seconds of processor time. */
export interface Used { readonly engine: number; readonly others: number; readonly byType: Readonly<Record<string, number>> }

export const used = (app: ElectronApplication): Promise<Used> => app.evaluate(({ app: it }) => {
  const byType: Record<string, number> = {};
  let [engine, others] = [0, 0];
  for (const m of it.getAppMetrics()) {
    const seconds = m.cpu.cumulativeCPUUsage ?? 0;
    const own = m.type === 'Utility' && m.name === 'Watchroom engine';
    if (own) engine += seconds; else others += seconds;
    const type = own ? 'engine' : m.type;
    byType[type] = (byType[type] ?? 0) + seconds;
  }
  return { engine, others, byType };
});

/** The window of a kind, once it is there. */
export async function windowOf(app: ElectronApplication, kind: string): Promise<Page> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const found = app.windows().find((w) => w.url().includes(`/windows/${kind}/`));
    if (found !== undefined) return found;
    await new Promise((r) => setTimeout(r, 100));
  }
  throw new Error(`no window ${kind}`);
}

/** What each process has used so far, seconds of processor time; `page`: that of one window's page. */
export const usedBeside = async (app: ElectronApplication, kind: string): Promise<Readonly<Record<'page' | 'GPU process' | 'browser process' | 'other pages and processes' | 'engine', number>>> => app.evaluate(({ app: it, BrowserWindow }, wanted) => {
  const page = BrowserWindow.getAllWindows().find((w) => w.webContents.getURL().includes(`/windows/${wanted}/`))?.webContents.getOSProcessId();
  const out = { 'page': 0, 'GPU process': 0, 'browser process': 0, 'other pages and processes': 0, 'engine': 0 };
  for (const m of it.getAppMetrics()) {
    const engine = m.type === 'Utility' && m.name === 'Watchroom engine';
    const of = engine ? 'engine' : m.pid === page ? 'page' : m.type === 'GPU' ? 'GPU process' : m.type === 'Browser' ? 'browser process' : 'other pages and processes';
    out[of] += m.cpu.cumulativeCPUUsage ?? 0;
  }
  return out;
}, kind);
