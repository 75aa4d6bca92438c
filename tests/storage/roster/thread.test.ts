import { expect, it } from 'vitest';
import { workbookThread } from '#storage';
import { crew, first, shifts } from '../../app/duty/roster/crew.ts';

const url = new URL('../../../storage/roster/workbook-worker.ts', import.meta.url);
const context = { people: crew.people, units: crew.units, shifts };
const entries = ['early', 'middle', 'late'].map((shift) => ({ unit: 'park', date: first, shift, post: 'officer' as const, people: ['g1a', 'g1b'] }));

it('DTY-37: in a thread of its own a workbook is what it is here', async () => {
  const books = workbookThread(url);
  const file = await books.write(entries, context, 'zh');
  expect(file.ok && (await books.read(file.value, context))).toEqual({ ok: true, value: { ok: true, entries } });
  expect(await books.read(Buffer.from('no workbook'), context)).toMatchObject({ ok: true, value: { ok: false, faults: [{ fault: { code: 'roster-not-xlsx' } }] } });
}, 30_000);

it('DTY-39: one that takes too long, or more memory than it may, is ended and told; the next is read', async () => {
  expect(await workbookThread(url, { megabytes: 768, ms: 1 }).read(Buffer.from('no workbook'), context)).toMatchObject({ ok: false, fault: { code: 'workbook-lost' } });
  const many = Array.from({ length: 60_000 }, (_, i) => ({ ...entries[0]!, shift: `s${i}` }));
  expect(await workbookThread(url, { megabytes: 12, ms: 30_000 }).write(many, context, 'zh')).toMatchObject({ ok: false, fault: { code: 'workbook-lost' } });
  expect(await workbookThread(url).read(Buffer.from('no workbook'), context)).toMatchObject({ ok: true });
}, 60_000);
