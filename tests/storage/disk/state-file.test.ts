import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readStateFile, writeStateFile } from '#storage';
import { tempFolder } from '../opened.ts';

it('STO-04 a state file is whole or as it was', () => {
  const file = path.join(tempFolder(), 'state.json');
  expect(readStateFile(file)).toBe(null);
  writeStateFile(file, 'one');
  fs.writeFileSync(`${file}.tmp`, 'left by a crash');
  writeStateFile(file, 'two', 0o600);
  expect(readStateFile(file)).toBe('two');
  expect(fs.readdirSync(path.dirname(file))).toEqual(['state.json']);
  if (process.platform !== 'win32') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  fs.mkdirSync(`${file}.tmp`);
  expect(() => { writeStateFile(file, 'three'); }).toThrow(Error);
  expect(readStateFile(file)).toBe('two');
  expect(() => readStateFile(file, 2)).toThrow('longer than 2');
});

it('STO-04 the one before is never opened for writing', () => {
  const file = path.join(tempFolder(), 'state.json');
  writeStateFile(file, 'one');
  const before = fs.openSync(file, 'r');
  writeStateFile(file, 'two');
  expect(fs.readFileSync(before, 'utf8')).toBe('one');
  fs.closeSync(before);
});
