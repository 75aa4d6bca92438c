import type { Refusal } from '../supervision/supervisor.ts';
import { languages, type Language, type Words } from '../words.ts';

const SHOWN = 50;
const escaped = (s: string): string => s.replaceAll(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const style = `
:root { color-scheme: dark; --ground: #14181d; --card: #1c2229; --line: #39424d; --text: #e6eaee; --quiet: #a3adb8; --mark: #e0a200 }
[data-theme=light] { color-scheme: light; --ground: #eef0f2; --card: #fff; --line: #c3cad1; --text: #1b2127; --quiet: #56616c; --mark: #9a6a00 }
* { box-sizing: border-box } body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--text);
  font: 15px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "Segoe UI", sans-serif }
main { width: min(960px, 100%); display: grid; gap: 16px } section { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--mark); padding: 16px 20px }
h1 { font-size: 20px; margin: 0 0 8px } p { margin: 0 0 8px } .do { font-weight: 600 } .quiet { color: var(--quiet) }
table { border-collapse: collapse; width: 100%; font-size: 13px } td { padding: 4px 8px 4px 0; vertical-align: top; border-top: 1px solid var(--line) } td:first-child { white-space: nowrap; color: var(--quiet) }`;

function part(language: Language, { fault, details }: Refusal, words: Words): string {
  const remedy = `shell:remedy-${fault.code}` as const;
  const rows = details.slice(0, SHOWN).map((d) => `<tr><td>${escaped(d.where)}</td><td>${escaped(words.fault(language, d.fault))}</td></tr>`);
  const rest = details.length > SHOWN ? `<p class="quiet">+ ${details.length - SHOWN}</p>` : '';
  return `<section lang="${language}"><h1>${escaped(words.word(language, 'shell:failure-title'))}</h1>
<p>${escaped(words.fault(language, fault))}</p><p class="do">${escaped(words.word(language, words.has(language, remedy) ? remedy : 'shell:remedy-other'))}</p>
<p class="quiet">${escaped(words.word(language, 'shell:failure-again'))}</p>${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}${rest}</section>`;
}

/** The page shown while the engine refuses to start: what is wrong and what to do, in both languages, the officer's first. It holds no script. */
export function failurePage(refusal: Refusal, theme: 'dark' | 'light', first: Language, words: Words): string {
  const order = [first, ...languages.filter((l) => l !== first)];
  return `<!doctype html><html lang="${first}" data-theme="${theme}"><head><meta charset="utf-8"><title>${escaped(words.word(first, 'shell:title'))}</title><style>${style}</style></head>
<body><main data-fault="${escaped(refusal.fault.code)}">${order.map((l) => part(l, refusal, words)).join('\n')}</main></body></html>`;
}
