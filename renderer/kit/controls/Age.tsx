import { ago } from '../time.ts';
import { useNow, useSiteTime } from '../time.ts';
import { useWords } from '../words.ts';

/** How long ago something was; drawn again once a second. `at`: epoch ms. */
export function Age({ at }: { readonly at: number }) {
  const words = useWords();
  const { code, params } = ago(useNow() - at);
  return <span className="number">{words.t(code, params)}</span>;
}

/** Absolute time and age beside it: 14:03:27 · 2 分前. */
export function Since({ at }: { readonly at: number }) {
  const now = useNow();
  const site = useSiteTime();
  return <span className="number"><time dateTime={new Date(at).toISOString()}>{site.stamp(at, now)}</time> · <Age at={at} /></span>;
}
