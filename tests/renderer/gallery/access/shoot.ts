import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { adminGallery } from './gallery.ts';

/** Shows every page of administration in a real Electron, over the engine's own answers, and keeps a picture of each: `node shoot.ts OUT [NAME...]`. Prints what axe and the console say; needs a display. */
interface Shot { readonly name: string; readonly query: string; readonly size?: string; readonly act?: (page: Page) => Promise<void> }
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const button = (page: Page, name: string) => page.locator('.admin-page').getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.locator('.admin-side').getByLabel(name, { exact: true });
const person = async (page: Page, login: string): Promise<void> => { await page.getByRole('option').filter({ hasText: login }).click(); };
const proposed = async (page: Page): Promise<void> => {
  await page.evaluate(`(async () => { const { access } = gallery; const p = [...access.access.parts.people().persons.values()].find((x) => x.login === 'qian.lei'); await access.as('wang.qiang', 'consent.propose', { command: { call: 'person.recover', person: p.id, lost: 'factor', password: 'Told-by-hand-2', reason: '手机丢失' } }); })()`);
  await page.waitForTimeout(300);
};
const found = async (page: Page, text: string): Promise<void> => { await page.locator('.audit-words input').fill(text); await page.keyboard.press('Enter'); await page.waitForTimeout(500); };
const twoSheets = async (page: Page): Promise<void> => {
  await page.locator('.keys').getByRole('button', { name: '备份主密钥' }).click();
  await field(page, '保管人').fill('李娜，刘洋');
  await page.keyboard.press('Enter');
  await button(page, '请身边同事在此同意').click();
  await page.evaluate('gallery.access.ready("jiang.nan")');
  await page.locator('.admin-page').getByLabel('第二人的账号').fill('jiang.nan');
  await page.locator('.admin-page').getByLabel('动态码', { exact: true }).last().fill(String(await page.evaluate('gallery.access.code("jiang.nan", 1)')));
  await page.keyboard.press('Enter');
};
const shots: readonly Shot[] = [
  { name: 'door', query: 'who=none' }, { name: 'new', query: 'who=new&theme=light' }, { name: 'must', query: 'who=must' },
  { name: 'people', query: 'who=security&show=people', act: (page) => person(page, 'zhao.min') },
  { name: 'people-light-en', query: 'who=system&show=people&theme=light&language=en', act: async (page) => { await person(page, 'chen.tao'); await page.locator('.admin-side').getByRole('button', { name: 'Close account', exact: true }).click(); } },
  { name: 'people-give', query: 'who=security&show=people', act: async (page) => { await person(page, 'chu.ran'); await button(page, '授予角色').click(); await page.locator('.admin-form select').selectOption('security-administrator'); await page.getByLabel('指定企业或区域').check(); } },
  { name: 'people-new', query: 'who=system&show=people', act: async (page) => { await button(page, '新建人员').click(); await field(page, '账号').fill('Zhao min'); await field(page, '姓名').fill('赵'); await field(page, '初始密码').fill('123'); await page.keyboard.press('Enter'); await page.waitForTimeout(300); } },
  { name: 'people-reveal', query: 'who=leader&show=people', act: async (page) => { await person(page, 'zhao.min'); await button(page, '显示姓名和电话').click(); await page.waitForTimeout(300); } },
  { name: 'roles', query: 'who=security&show=roles', act: async (page) => { await page.getByLabel('人员', { exact: true }).selectOption({ index: 3 }); await page.waitForTimeout(300); } },
  { name: 'roles-edit-light-en', query: 'who=security&show=roles&theme=light&language=en', act: async (page) => { await button(page, 'Edit a copy').click(); await page.locator('[data-cell="1 4"]').click(); await page.locator('[data-cell="20 0"]').click(); await page.locator('[data-cell="30 5"]').click(); } },
  { name: 'policy', query: 'who=security&show=policy', act: async (page) => { await page.getByLabel('最短长度').fill('6'); await page.getByLabel('有效期（0：不过期）').fill('60'); } },
  { name: 'policy-light-en', query: 'who=audit&show=policy&theme=light&language=en' },
  { name: 'sessions', query: 'who=security&show=sessions', act: (page) => person(page, 'zhao.min') },
  { name: 'sessions-light-en', query: 'who=audit&show=sessions&theme=light&language=en', act: (page) => person(page, 'liu.yang') },
  { name: 'consent-none', query: 'who=security&show=consent' },
  { name: 'consent', query: 'who=audit&show=consent', act: async (page) => { await proposed(page); await button(page, '同意').click(); await page.waitForTimeout(300); } },
  { name: 'consent-light-en', query: 'who=audit&show=people&theme=light&language=en', act: async (page) => { await proposed(page); await page.locator('.consent-notice').getByRole('button', { name: 'Look' }).click(); await page.waitForTimeout(200); } },
  { name: 'keys', query: 'who=security&show=keys', act: async (page) => { await button(page, '备份主密钥').click(); await page.getByLabel('保管人').fill('李娜'); await page.keyboard.press('Enter'); } },
  { name: 'keys-light-en', query: 'who=security&show=keys&theme=light&language=en', act: async (page) => { await button(page, 'Rotate the field key').click(); } },
  { name: 'sheet', query: 'who=security&show=keys', act: async (page) => { await twoSheets(page); await page.getByRole('button', { name: '显示分片' }).click(); } },
  { name: 'consent-mine-light', query: 'who=security&show=people&theme=light', act: async (page) => { await person(page, 'qian.lei'); await button(page, '找回账号').click(); await field(page, '初始密码').fill('Told-by-hand-9'); await field(page, '原因').fill('忘记密码'); await page.keyboard.press('Enter'); await button(page, '请身边同事在此同意').click(); } },
  { name: 'could-not', query: 'who=audit&show=keys' },
  { name: 'health', query: 'who=system&show=health' }, { name: 'health-light-en', query: 'who=audit&show=health&theme=light&language=en' },
  { name: 'lost', query: 'who=security&show=people', act: async (page) => { await page.evaluate('gallery.close()'); await page.waitForTimeout(2300); } },
  { name: 'people-crowd-small', query: 'who=security&show=people&crowd=300', size: '1366x768', act: async (page) => { await page.keyboard.press('/'); await page.keyboard.type('zh'); await page.locator('.virtual-box').focus(); await page.keyboard.press('ArrowDown'); await page.keyboard.press('Enter'); } },
  { name: 'audit', query: 'who=audit&show=audit', act: (page) => found(page, '') },
  { name: 'audit-words', query: 'who=audit&show=audit', act: async (page) => { await found(page, '登录失败'); await page.locator('.audit-rows [role=option]').first().click(); await page.waitForTimeout(300); } },
  { name: 'audit-change-light-en', query: 'who=audit&show=audit&theme=light&language=en', act: async (page) => { await page.locator('.audit-filters select').first().selectOption('configuration'); await found(page, ''); await page.locator('.audit-rows [role=option]').first().click(); await page.waitForTimeout(300); } },
  { name: 'audit-broken', query: 'who=audit&show=audit&trail=broken&behind=412', act: async (page) => { await found(page, ''); await button(page, '立即核验').click(); await page.waitForTimeout(300); } },
  { name: 'audit-unknown-small-light', query: 'who=audit&show=audit&trail=unknown&theme=light', size: '1366x768', act: async (page) => { await found(page, ''); await page.locator('.audit-rows [role=option]').nth(3).click(); await page.waitForTimeout(300); } },
  { name: 'audit-export', query: 'who=audit&show=audit', act: async (page) => { await found(page, ''); await button(page, '导出检索结果').click(); await page.locator('.audit-sure button').first().click(); await page.waitForTimeout(300); await button(page, '导出检索结果').click(); } },
  { name: 'audit-none', query: 'who=audit&show=audit', act: (page) => found(page, '没有这样的事') }, { name: 'audit-searching', query: 'who=audit&show=audit&slow', act: (page) => found(page, '罐') },
  { name: 'roster', query: 'who=leader&show=roster', act: async (page) => { await page.locator('.roster-turn').nth(7).click(); await page.waitForTimeout(300); await button(page, '单独排定').last().click(); await page.waitForTimeout(200); } },
  { name: 'roster-month-light-en', query: 'who=leader&show=roster&theme=light&language=en', act: async (page) => { await page.getByLabel('Unit', { exact: true }).selectOption('park'); await page.waitForTimeout(500); await page.locator('.roster-turn[data-short="true"]').first().click(); await page.waitForTimeout(300); } },
  ...(['swaps', 'leaves', 'cycles', 'groups', 'people', 'units', 'shifts'] as const).map((tab): Shot => ({ name: `roster-${tab}`, query: `who=leader&show=roster${tab === 'groups' ? '&theme=light&language=en' : ''}`, act: async (page) => { await page.locator(`[data-tab="${tab}"]`).click(); await page.waitForTimeout(300); } })),
  { name: 'roster-leave-gap', query: 'who=leader&show=roster', act: async (page) => { await page.locator('[data-tab="leaves"]').click(); await page.getByLabel('人员', { exact: true }).selectOption({ index: 1 }); await page.getByRole('button', { name: '保存', exact: true }).click(); await page.waitForTimeout(400); } },
  { name: 'roster-import-small', query: 'who=leader&show=roster', size: '1366x768', act: async (page) => { await page.locator('[data-tab="files"]').click(); await page.setInputFiles('.roster-file', { name: '十二月排班.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(JSON.stringify([['日期', '单位', '班次', '值班员'], ['2026-12-01', '园区', '早班', 'R0001'], ['2026-12-32', '园区', '中班', 'R0003'], ['2026-12-01', '隔壁', '晚班', '张三、R0001'], ['2026-12-01', '园区', '晚班', '']])) }); await page.waitForTimeout(400); } },
  { name: 'help', query: 'who=security&show=people', act: async (page) => { await page.keyboard.press('?'); } },
];

const [out = 'shots', ...only] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const shown = await adminGallery(path.resolve(out));
for (const { name, query, size, act } of shots.filter((s) => only.length === 0 || only.includes(s.name))) {
  const { app, page } = await shown.show(query, size);
  await page.waitForTimeout(900);
  try { await act?.(page); } catch (e) { say(`${name}: ${String(e).split('\n')[0]}`); }
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  say(`${name}: ${violations.length} violations`);
  for (const v of violations) say(`  ${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n').slice(1, 3).join('')}`).join(' | ')}`);
  const cut = await page.evaluate(`[...document.querySelectorAll('.admin-window *')].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden' && !e.closest('[title]') && !(e instanceof SVGElement)).map((e) => e.className || e.tagName)`);
  if (Array.isArray(cut) && cut.length > 0) say(`  cut without title: ${[...new Set(cut)].join(', ')}`);
  await app.close();
}
await shown.close();
