import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openData } from '#storage';
import type { Migration } from '../../storage/migrate.ts';
import { migrations } from '../../storage/migrations/index.ts';
import { realClock } from '../clock.ts';
import { filledFolder, must } from './opened.ts';

const open = (dir: string, steps: readonly Migration[]) => openData(dir, { clock: realClock, steps });
const format = (dir: string): unknown => (JSON.parse(fs.readFileSync(path.join(dir, 'data.json'), 'utf8')) as { formatVersion: unknown }).formatVersion;
const count = (file: string): unknown => { const db = new Database(file, { readonly: true }); try { return db.prepare('SELECT count(*) FROM events').pluck().get(); } finally { db.close(); } };
const next = (up: Migration['up']): readonly Migration[] => [...migrations, { number: migrations.length + 1, name: 'next', database: 'journal.db', up }];
const from = migrations.length;

it('steps are numbered from 1 without a gap', () => { expect(migrations.map((m) => m.number)).toEqual(migrations.map((_, i) => i + 1)); });

it('STO-05 an older folder is copied whole and then brought up', async () => {
  const dir = await filledFolder(20);
  const data = must(open(dir, next((db) => { db.exec('CREATE TABLE added (a); DELETE FROM events'); })));
  expect([data.formatVersion, format(dir), count(path.join(dir, 'journal.db'))]).toEqual([from + 1, from + 1, 0]);
  data.close();
  const copy = path.join(dir, 'backups', `format-${from}`);
  expect([fs.readdirSync(copy).toSorted(), format(copy), count(path.join(copy, 'journal.db'))]).toEqual([['data.json', 'journal.db'], from, 20]);
  expect(open(dir, migrations)).toMatchObject({ ok: false, fault: { code: 'newer-format', params: { format: from + 1, known: from } } });
});

it('STO-05 a step that fails leaves the folder as it was, and can be tried again', async () => {
  const dir = await filledFolder(5);
  expect(open(dir, next((db) => { db.exec('DELETE FROM events'); throw new Error('no'); }))).toMatchObject({ ok: false, fault: { code: 'migration-failed', params: { number: from + 1, name: 'next', reason: 'no' } } });
  expect([format(dir), count(path.join(dir, 'journal.db'))]).toEqual([from, 5]);
  must(open(dir, next((db) => { db.exec('CREATE TABLE added (a)'); }))).close();
  expect(format(dir)).toBe(from + 1);
});

it('STO-05 a step that was done before its number reached data.json is not done twice', async () => {
  const dir = await filledFolder(5);
  let times = 0;
  const steps = next((db) => { times++; db.exec('CREATE TABLE added (a)'); });
  must(open(dir, steps)).close();
  const data = JSON.parse(fs.readFileSync(path.join(dir, 'data.json'), 'utf8')) as object;
  fs.writeFileSync(path.join(dir, 'data.json'), JSON.stringify({ ...data, formatVersion: from }));
  must(open(dir, steps)).close();
  expect([times, format(dir)]).toEqual([1, from + 1]);
});
