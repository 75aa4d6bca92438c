import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { SeatView } from '#app/access';
import { siteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { AuditPage, sentenceOf, type AuditNaming } from '../features.ts';
import { actorOf, subjectOf } from '../naming.ts';
import type { AdminStores } from './stores.ts';

/** The audit in the words of this window: its people by their logins, its subjects by the names of the site. */
export function AuditTab({ stores, seat }: { readonly stores: AdminStores; readonly seat: SeatView }) {
  const words = useWords();
  const park = useStore(stores.park.state, (s) => s.park);
  const people = useStore(stores.access.people.state, (s) => s.value);
  const naming = useMemo((): AuditNaming => {
    const known = new Map((people ?? []).map((p) => [p.id, { name: '', login: p.login }]));
    const [thing, actor] = [subjectOf(park, words), actorOf(words, known)];
    const zone = park?.site.zone ?? 'Asia/Shanghai';
    const time = siteTime(zone);
    return { sentence: (line) => sentenceOf(line, words, (id) => known.get(id)?.login ?? thing(id), (at) => `${time.day(at)} ${time.minute(at)}`), actor, people: people?.map(({ id, login }) => ({ id, login })) ?? null, zone };
  }, [people, park, words]);
  return <AuditPage store={stores.audit} naming={naming} mayExport={seat.may.includes('audit.export')} />;
}
