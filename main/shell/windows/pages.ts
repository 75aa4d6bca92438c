import path from 'node:path';
import { askedFor } from '#app/page';

/** Our pages live under this origin and nowhere else. */
export const ORIGIN = 'app://watchroom';
/** The page the shell makes itself, when there is no engine to make another useful. */
export const FAILURE_PAGE = '/-/failure';

/** Where files come from: the built pages, and the folder of the site (null: there is none). */
export interface Roots { readonly pages: string; readonly site: string | null }

/** The file that a request means, or null: another origin, or what app/page does not serve. */
export function fileFor(url: string, roots: Roots): string | null {
  let asked: URL;
  try { asked = new URL(url); } catch { return null; }
  if (`${asked.protocol}//${asked.host}` !== ORIGIN) return null;
  const meant = askedFor(asked.pathname);
  const root = meant === null ? null : roots[meant.of];
  return meant === null || root === null ? null : path.join(root, ...meant.segments);
}
