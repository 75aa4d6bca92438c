import fs from 'node:fs';
import path from 'node:path';
import type { Fault } from '#kernel/result';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
/** A word of the shell's own few (`shell:key`), or a fault, in a language. A key without words shows itself; `has` tells. */
export interface Words { word(language: Language, key: `shell:${string}`): string; has(language: Language, key: `shell:${string}`): boolean; fault(language: Language, fault: Fault): string }

function catalogue(file: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>;
  } catch { return {}; }   // the words are missing, not the product: keys and codes show themselves
}

/** Reads `shell.json` and `faults.json` of both languages once. */
export function wordsFrom(locales: string): Words {
  const read = (name: string) => Object.fromEntries(languages.map((l) => [l, catalogue(path.join(locales, l, `${name}.json`))])) as Record<Language, Readonly<Record<string, string>>>;
  const [own, faults] = [read('shell'), read('faults')];
  return {
    word: (language, key) => own[language][key.slice('shell:'.length)] ?? key,
    has: (language, key) => Object.hasOwn(own[language], key.slice('shell:'.length)),
    fault: (language, { code, params }) => (faults[language][code] ?? code).replaceAll(/\{(\w+)\}/g, (_, place: string) => String(params[place] ?? '')),
  };
}
