import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { permissions } from '#kernel/session';
import { adminGallery, type AdminGallery } from '../renderer/gallery/access/gallery.ts';
import { folder, picture, type Application } from './application.ts';
import { demo } from './demo.ts';

/** What axe finds in a page, each with the first element that it is about. */
async function found(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')} ${v.nodes[0]?.failureSummary?.split('\n')[1] ?? ''}`);
}
async function adminOf(it: Application): Promise<Page> {
  await it.desk.keyboard.press('Control+5');
  const there = (): Page | undefined => it.app.windows().find((w) => w.url().includes('/windows/admin/'));
  await expect.poll(() => there() !== undefined, { timeout: 20_000 }).toBe(true);
  return there()!;
}
const passwords: Readonly<Record<string, string>> = { 'li.na': 'Quay-side-71x', 'wang.qiang': 'Blue-tanks-22', 'liu.yang': 'North-gate-91', chen: 'Wind-vane-348' };
const secrets = new Map<string, string>();
/** A code of so many steps from now; each step lets in once, so a story takes them in their order. */
const code = (login: string, steps: number): string => new TOTP({ secret: Secret.fromBase32(secrets.get(login) ?? '') }).generate({ timestamp: Date.now() + steps * 30_000 });

/** What axe finds on every page, gone through by keyboard, each with the page it is on. */
async function pagesFound(page: Page): Promise<readonly string[]> {
  const ids = await page.locator('.admin-pages button').evaluateAll((all) => all.map((b) => (b as HTMLElement).dataset['page'] ?? ''));
  expect(ids.length).toBeGreaterThanOrEqual(7);
  const seen: string[] = [];
  await page.locator('.admin-pages [aria-current]').focus();
  for (let n = 0; n < ids.length; n++) {
    await page.keyboard.press('PageDown');
    const id = await page.locator('.admin-pages [aria-current]').getAttribute('data-page');
    await expect(page.locator('.admin-page')).toBeVisible();
    seen.push(id ?? '', ...(await found(page)).map((v) => `${id}: ${v}`));
  }
  expect(seen.filter((s) => ids.includes(s)).toSorted()).toEqual(ids.toSorted());          // each of them was seen
  return seen.filter((s) => !ids.includes(s));
}

/** The first three, each at the keyboard herself, with the token of the data folder. */
async function setUp(page: Page, data: string): Promise<void> {
  const form = page.locator('.admin-door form');
  await form.getByLabel('设置口令').fill(fs.readFileSync(path.join(data, 'secrets', 'setup-token'), 'utf8').trim());
  await page.keyboard.press('Enter');
  for (const [login, name] of [['li.na', '李娜'], ['wang.qiang', '王强'], ['liu.yang', '刘洋']] as const) {
    await form.getByLabel('账号', { exact: true }).fill(login);
    await form.getByLabel('姓名').fill(name);
    await form.getByLabel('密码', { exact: true }).fill(passwords[login]!);
    await form.getByLabel('再输一次').fill(passwords[login]!);
    await page.keyboard.press('Enter');
  }
  await form.getByRole('button', { name: /生成/ }).click();
  await page.locator('.admin-door').getByRole('button', { name: /登录/ }).click();
}
async function logIn(page: Page, login: string): Promise<void> {
  const form = page.locator('.admin-door form');
  await form.getByLabel('账号', { exact: true }).fill(login);
  await form.getByLabel('密码', { exact: true }).fill(passwords[login]!);
  await page.keyboard.press('Enter');
}
/** What an administrator does before anything else opens. */
async function enrol(page: Page, login: string): Promise<void> {
  const sheet = page.locator('.seat-sheet');
  await sheet.getByRole('button', { name: '登记验证器' }).click();
  await expect(sheet.getByText('只显示这一次')).toBeVisible();
  const secret = await sheet.evaluate((e) => /secret=([A-Z2-7]+)/.exec([...e.querySelectorAll('textarea, input')].map((x) => (x as HTMLInputElement).value).join('\n') + e.textContent)?.[1] ?? '');
  secrets.set(login, secret);
  await sheet.getByLabel('现在的密码').fill(passwords[login]!);
  await sheet.getByLabel('动态码', { exact: true }).fill(code(login, -1));
  await page.keyboard.press('Enter');
  await expect(page.locator('.admin-pages')).toBeVisible();
}
const leave = async (page: Page): Promise<void> => { await page.getByRole('button', { name: '退出登录' }).click(); await expect(page.locator('.admin-door form')).toBeVisible(); };
const side = (page: Page) => page.locator('.admin-side');
const choose = (page: Page, login: string) => page.locator('.admin-list').getByRole('option').filter({ hasText: login }).click();

test('three administrators, an officer, her role, a recovery by two, and the end of her session, while the desk watches on', async () => {
  test.setTimeout(120_000);
  const park = await demo('leak-at-tank-7', 4);
  const it = await park.open();
  const { desk } = it;
  try {
    await expect(desk.locator('.seat-bar')).toContainText('尚未设置', { timeout: 30_000 });
    const admin = await adminOf(it);
    const complaints: string[] = [];
    for (const page of [admin, desk]) page.on('pageerror', (e) => complaints.push(e.message));
    await setUp(admin, park.data);
    await expect(desk.locator('.seat-bar')).toContainText('无人值守');                  // the desk is told at once, and watches on

    await logIn(admin, 'li.na');
    await enrol(admin, 'li.na');
    await admin.getByRole('button', { name: '新建人员' }).click();
    await side(admin).getByLabel('账号', { exact: true }).fill('chen');
    await side(admin).getByLabel('姓名').fill('陈晨');
    await side(admin).getByLabel('电话').fill('138 0000 0001');
    await side(admin).getByLabel('初始密码').fill('short');
    await admin.keyboard.press('Enter');
    await expect(side(admin).locator('[data-wrong="true"]')).toContainText('10');          // refused at its field, and nothing typed is lost
    await expect(side(admin).getByLabel('姓名')).toHaveValue('陈晨');
    await side(admin).getByLabel('初始密码').fill('Told-by-hand-1');
    await admin.keyboard.press('Enter');
    await expect(side(admin).getByRole('heading', { name: 'chen' })).toBeVisible();
    await expect(side(admin)).toContainText('陈*');
    await expect(side(admin)).not.toContainText('陈晨');
    await expect(side(admin).getByRole('button', { name: '授予角色' })).toHaveCount(0);    // who makes people gives no roles
    await leave(admin);
    await logIn(admin, 'liu.yang');
    await enrol(admin, 'liu.yang');
    await leave(admin);

    await logIn(admin, 'wang.qiang');
    await enrol(admin, 'wang.qiang');
    await choose(admin, 'chen');
    await side(admin).getByRole('button', { name: '授予角色' }).click();
    await side(admin).locator('select').selectOption('duty-officer');
    await expect(side(admin)).toContainText('确认报警');                                      // what it lets her do, before it is given
    await side(admin).getByRole('button', { name: '授予', exact: true }).click();
    await expect(side(admin).locator('.given-roles')).toContainText('值班员');

    // she takes the desk; administration stays where it is
    await desk.locator('.seat-bar').getByLabel('账号', { exact: true }).fill('chen');
    await desk.locator('.seat-bar').getByLabel('密码').fill('Told-by-hand-1');
    await desk.keyboard.press('Enter');
    await desk.locator('.seat-sheet').getByLabel('现在的密码').fill('Told-by-hand-1');
    await desk.locator('.seat-sheet').getByLabel('新密码').fill(passwords['chen']!);
    await desk.locator('.seat-sheet').getByLabel('再输一次').fill(passwords['chen']!);
    await desk.keyboard.press('Enter');
    await expect(desk.locator('.seat-chip')).toContainText('陈晨');
    await expect(admin.locator('.seat-chip')).toContainText('王强');

    // two persons help who lost her factor
    await choose(admin, 'li.na');
    await side(admin).getByRole('button', { name: '找回账号' }).click();
    await side(admin).getByLabel(/第二因素/).check();
    await side(admin).getByLabel('初始密码').fill('Told-by-hand-2');
    await side(admin).getByLabel('原因').fill('手机丢失');
    await admin.keyboard.press('Enter');
    const card = admin.locator('.consent[data-open="true"]');
    await expect(card).toContainText('li.na');
    await expect(desk.locator('.consent-notice')).toHaveCount(0);                          // who could not be the second is not asked
    await card.getByRole('button', { name: '请身边同事在此同意' }).click();
    await card.getByLabel('第二人的账号').fill('liu.yang');
    await card.getByLabel('动态码', { exact: true }).last().fill(code('liu.yang', 1));
    await admin.keyboard.press('Enter');
    await expect(admin.locator('.consent')).toContainText('liu.yang 已同意');
    await expect(admin.locator('.seat-chip')).toContainText('王强');                          // the second took nothing over
    await picture(admin, 'admin-consent');

    expect(await pagesFound(admin)).toEqual([]);

    // her session is ended from here: the desk is empty, alarms are seen, and nothing can be commanded
    await expect(desk.locator('.alarm-row').first()).toBeVisible({ timeout: 30_000 });
    await admin.locator('.admin-pages [data-page="sessions"]').click();
    await choose(admin, 'chen');
    await side(admin).getByRole('button', { name: '结束会话' }).click();
    await expect(desk.locator('.seat-bar')).toContainText('无人值守');
    await expect(desk.locator('.alarm-row').first()).toBeVisible();
    await expect(admin.locator('.admin-list').getByRole('option')).toHaveCount(1);
    await picture(admin, 'admin-sessions');
    expect(complaints).toEqual([]);
  } finally {
    await it.close();
    await park.end();
  }
});

test.describe('over the engine\'s own answers, in a page', () => {
  let built: AdminGallery;
  const scratch = folder();
  test.beforeAll(async () => { built = await adminGallery(scratch.path); });
  test.afterAll(async () => { await built.close(); scratch.end(); });
  async function shown(query: string, run: (page: Page) => Promise<void>): Promise<void> {
    const { app, page } = await built.show(query);
    try { await run(page); } finally { await app.close(); }
  }

  test('who has no right to a page is told which roles have it, and nothing of the page is asked for', async () => {
    await shown('who=audit&show=keys', async (page) => {
      await expect(page.locator('.admin-page')).toContainText('安全管理员');
      await expect(page.locator('.admin-pages [data-page="keys"]')).toContainText('无权限');
      expect(await found(page)).toEqual([]);
    });
  });

  for (const query of ['who=security&theme=light&language=en', 'who=audit&theme=light']) {
    test(`axe finds nothing on any page: ${query}`, async () => {
      await shown(query, async (page) => {
        await expect(page.locator('.admin-pages')).toBeVisible();
        expect(await pagesFound(page)).toEqual([]);
      });
    });
  }

  test('a name is shown for half a minute at most, and copied after the journal has it', async () => {
    await shown('who=leader&show=people', async (page) => {
      await page.getByRole('option').filter({ hasText: 'zhao.min' }).click();
      await expect(side(page)).not.toContainText('赵敏');
      await side(page).getByRole('button', { name: '显示姓名和电话' }).click();
      await expect(side(page)).toContainText('赵敏');
      await side(page).getByRole('button', { name: '复制' }).last().click();
      await expect(side(page).getByRole('button', { name: '已复制' })).toBeVisible();
      expect(await page.evaluate('gallery.access.written().filter((e) => e.kind.startsWith("personal.")).map((e) => [e.kind, JSON.stringify(e.body)])')).toEqual([['personal.read', '{"fields":["name","phone"],"for":"person.reveal"}'], ['personal.copied', '{"field":"phone"}']]);
      await side(page).getByRole('button', { name: '立即隐藏' }).click();
      await expect(side(page)).not.toContainText('赵敏');
    });
  });

  test('by keyboard alone: find, go in, close with a reason, and come back; a draft of roles says what it would do and is refused here already', async () => {
    await shown('who=system&show=people', async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('chu');
      await page.keyboard.press('Tab');
      await page.locator('.virtual-box').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await side(page).getByRole('button', { name: '停用账号' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');                                                   // without a reason
      await expect(side(page).locator('[data-wrong="true"]')).toContainText('请填写原因');
      await page.keyboard.type('离职');
      await page.keyboard.press('Enter');
      await expect(side(page)).toContainText('已停用');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toContainText('查找人员');
      await page.keyboard.press('Escape');
    });
    await shown('who=security&show=roles', async (page) => {
      await page.getByRole('button', { name: '编辑副本' }).click();
      await page.locator('[data-cell="0 0"]').focus();
      for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
      for (let i = 0; i < permissions.indexOf('audit.export'); i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await expect(side(page)).toContainText('增加：');
      await expect(side(page).getByRole('alert')).toContainText('审计');
      await expect(side(page).getByRole('button', { name: /保存为第 2 版/ })).toBeDisabled();
      await page.keyboard.press('Space');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowUp');
      for (let i = 0; i < permissions.indexOf('audit.export'); i++) await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await expect(side(page)).toContainText('失去：');
      await side(page).getByRole('button', { name: /保存为第 2 版/ }).click();
      await expect(page.locator('.admin-bar')).toContainText('第 2 版');
    });
  });

  test('sheets of a back-up are shown one at a time, each once', async () => {
    await shown('who=security&show=keys', async (page) => {
      await page.locator('.keys').getByRole('button', { name: '备份主密钥' }).click();
      await side(page).getByLabel('保管人').fill('李娜，刘洋');
      await page.keyboard.press('Enter');
      const card = page.locator('.consent[data-open="true"]');
      await card.getByRole('button', { name: '请身边同事在此同意' }).click();
      await card.getByLabel('第二人的账号').fill('jiang.nan');
      await page.evaluate('gallery.access.ready("jiang.nan")');
      await card.getByLabel('动态码', { exact: true }).last().fill(String(await page.evaluate('gallery.access.code("jiang.nan", 1)')));
      await page.keyboard.press('Enter');
      const sheet = page.getByRole('dialog', { name: '主密钥分片' });
      const texts: string[] = [];
      for (const keeper of ['李娜', '刘洋']) {
        await expect(sheet).toContainText(`交给：${keeper}`);
        await expect(sheet.locator('.sheet-text')).toHaveCount(0);                          // not before the keeper is alone
        await sheet.getByRole('button', { name: '显示分片' }).click();
        texts.push(await sheet.locator('.sheet-text').textContent() ?? '');
        expect(await found(page)).toEqual([]);
        await sheet.getByRole('button', { name: /已收好/ }).click();
      }
      await expect(sheet).toHaveCount(0);
      expect(new Set(texts).size).toBe(2);
      for (const text of texts) expect(text).toMatch(/^WR1-/);
      expect(await page.content()).not.toContain(texts[0]!.slice(0, 30));
    });
  });
});
