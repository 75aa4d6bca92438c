/** What integrators write of a thing in both languages, the Chinese first: `一级 grade 1`. The part in the language of the window, or all where it has one part only. */
export function inLanguage(written: string, language: 'zh-CN' | 'en'): string {
  const found = /^(\P{ASCII}[^\x20]*)\x20+([\x20-\x7E]+)$/u.exec(written.trim());
  return found === null ? written : (language === 'zh-CN' ? found[1] : found[2]) ?? written;
}
