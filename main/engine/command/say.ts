import fs from 'node:fs';
import type { Fault } from '#kernel/result';

/** The sentences of faults in one language, as the command line says them. A code without words shows itself. */
export function sentences(resources: string, language: 'zh-CN' | 'en'): (fault: Fault) => string {
  const file = `${resources}/locales/${language}/faults.json`;
  const words = (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {}) as Readonly<Record<string, string>>;
  return ({ code, params }) => {
    const sentence = words[code]?.replaceAll(/\{(\w+)\}/g, (_, place: string) => String(params[place] ?? ''));
    return sentence === undefined ? `${code} ${JSON.stringify(params)}` : `${sentence} [${code}]`;
  };
}
