const key = 'watchroom.token';
const form = /^[0-9a-f]{64}$/;

/** The token that this tab has: from its address (`#token=…`, taken out of it at once) or kept since. Null: it has to be asked for. */
export function tokenOf(page: Pick<Window, 'location' | 'history' | 'sessionStorage'>): string | null {
  const said = new URLSearchParams(page.location.hash.slice(1)).get('token');
  if (said !== null) page.history.replaceState(null, '', page.location.pathname + page.location.search);
  if (said !== null && form.test(said)) page.sessionStorage.setItem(key, said);
  return page.sessionStorage.getItem(key);
}

/** Asks the engine whether it takes a token, and keeps it if so. `away`: there is nobody to ask. */
export async function tryToken(page: Pick<Window, 'sessionStorage' | 'fetch'>, token: string): Promise<'taken' | 'wrong' | 'away'> {
  if (!form.test(token)) return 'wrong';
  try {
    const { status } = await page.fetch('/-/token', { headers: { authorization: `Bearer ${token}` }, cache: 'no-store' });
    if (status !== 204) return 'wrong';
  } catch { return 'away'; }
  page.sessionStorage.setItem(key, token);
  return 'taken';
}
