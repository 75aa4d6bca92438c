import type { Page } from 'playwright';
import { anyPassword, anyToken } from '../access-double.ts';

export interface Shot { readonly name: string; readonly query: string; readonly size?: string; readonly act?: (page: Page) => Promise<void> }
const type = async (page: Page, label: string | RegExp, text: string): Promise<void> => page.getByLabel(label).first().fill(text);
const raise = (page: Page, ...n: readonly number[]): Promise<unknown> => page.evaluate(`for (const i of ${JSON.stringify(n)}) gallery.raise(i)`);
const rest = (page: Page): Promise<void> => page.waitForTimeout(450);
async function logIn(page: Page, login: string, password = anyPassword): Promise<void> {
  await page.keyboard.press('F9');
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await rest(page);
}
const lock = async (page: Page): Promise<void> => { await page.keyboard.press('Alt+l'); await rest(page); await raise(page, 3, 40, 77); await rest(page); };
const override = async (page: Page): Promise<void> => { await page.locator('.seat-line .button', { hasText: /紧急接管|override/i }).click(); await rest(page); };
async function newcomer(page: Page, login: string, name: string): Promise<void> {
  await page.keyboard.type(login);
  for (const text of [name, '', anyPassword, anyPassword]) { await page.keyboard.press('Tab'); await page.keyboard.type(text); }
}

/** Every state of a seat, at the desk. */
export const seatShots: readonly Shot[] = [
  { name: 'seat-commissioning', query: 'alarms=12' },
  { name: 'seat-empty', query: 'alarms=12&seat=' },
  { name: 'seat-empty-light-en', query: 'alarms=12&seat=&theme=light&language=en' },
  { name: 'seat-empty-small', query: 'alarms=12&seat=', size: '1366x768' },
  { name: 'seat-wrong', query: 'alarms=12&seat=', act: (page) => logIn(page, 'wang', 'wrong') },
  { name: 'seat-waiting', query: 'alarms=12&seat=', act: async (page) => { for (let i = 0; i < 5; i++) { await page.keyboard.press('Escape'); await type(page, /账号|Login/, 'wang'); await type(page, /密码|Password/, 'wrong'); await page.keyboard.press('Enter'); await rest(page); } } },
  { name: 'seat-factor', query: 'alarms=12&seat=', act: (page) => logIn(page, 'zhao') },
  { name: 'seat-factor-key-light', query: 'alarms=12&seat=&theme=light', act: async (page) => { await logIn(page, 'zhao'); await page.keyboard.press('Shift+Tab'); await page.keyboard.press('ArrowRight'); await rest(page); } },
  { name: 'seat-watched', query: 'alarms=12&seat=wang' },
  { name: 'seat-ageing-en', query: 'alarms=12&seat=wu&language=en' },
  { name: 'seat-change', query: 'alarms=12&seat=wang', act: async (page) => { await page.keyboard.press('F9'); await rest(page); } },
  { name: 'seat-locked', query: 'alarms=12&seat=wang', act: lock },
  { name: 'seat-locked-light-en', query: 'alarms=12&seat=wang&theme=light&language=en', act: lock },
  { name: 'seat-locked-other', query: 'alarms=12&seat=wang', act: async (page) => { await lock(page); await page.keyboard.press('F9'); await page.keyboard.press('F9'); await rest(page); } },
  { name: 'seat-locked-key', query: 'alarms=12&seat=wang', act: async (page) => { await lock(page); await page.keyboard.press('a'); await page.waitForTimeout(1200); } },
  { name: 'seat-override-ask', query: 'alarms=12&seat=', act: override },
  { name: 'seat-overridden', query: 'alarms=12&seat=', act: async (page) => { await override(page); await page.keyboard.type('罐区泄漏，值班员不在岗'); await page.keyboard.press('Enter'); await rest(page); } },
  { name: 'seat-overridden-light-en', query: 'alarms=12&seat=&theme=light&language=en', act: async (page) => { await override(page); await page.keyboard.type('leak, nobody can log in'); await page.keyboard.press('Enter'); await rest(page); } },
  { name: 'seat-must-password', query: 'alarms=12&seat=', act: (page) => logIn(page, 'zhou') },
  { name: 'seat-must-factor', query: 'alarms=12&seat=', act: async (page) => { await logIn(page, 'sun'); await page.locator('.seat-sheet .button[data-primary=true]').click(); await rest(page); } },
  { name: 'seat-own', query: 'alarms=12&seat=wu', act: async (page) => { await page.keyboard.press('Alt+u'); await rest(page); } },
  { name: 'seat-own-password', query: 'alarms=12&seat=wang&theme=light', act: async (page) => { await page.keyboard.press('Alt+u'); await page.locator('.seat-sheet .seat-tabs button').nth(1).click(); await type(page, '现在的密码', anyPassword); await type(page, '新密码', 'short'); await type(page, '再输一次', 'short'); await page.keyboard.press('Enter'); await rest(page); } },
  { name: 'seat-own-key', query: 'alarms=12&seat=wang', act: async (page) => { await page.keyboard.press('Alt+u'); await page.locator('.seat-sheet .seat-tabs button').nth(3).click(); await type(page, '现在的密码', anyPassword); await page.getByLabel('PIN 码', { exact: true }).fill('12345678'); await type(page, '再输一次 PIN 码', '12345678'); await page.keyboard.press('Enter'); await rest(page); } },
  { name: 'seat-set-up', query: 'alarms=12', act: async (page) => { await page.locator('.seat-line .button').click(); await page.keyboard.type(anyToken); await page.keyboard.press('Enter'); await rest(page); await page.keyboard.type('Sun!'); await page.keyboard.press('Tab'); await page.keyboard.press('Tab'); await page.keyboard.press('Tab'); await page.keyboard.type('12345'); await page.keyboard.press('Enter'); await rest(page); } },
  { name: 'seat-set-up-small-en', query: 'alarms=12&language=en&theme=light', size: '1366x768', act: async (page) => { await page.locator('.seat-line .button').click(); await page.keyboard.press('Enter'); await rest(page); } },
  { name: 'seat-set-up-done', query: 'alarms=12', act: async (page) => {
    await page.locator('.seat-line .button').click();
    await page.keyboard.type(anyToken);
    for (const [login, name] of [['sun.lei', '孙磊'], ['zhao.min', '赵敏'], ['qian.wei', '钱伟']] as const) { await page.keyboard.press('Enter'); await rest(page); await newcomer(page, login, name); }
    await page.keyboard.press('Enter'); await rest(page); await page.keyboard.press('Enter'); await rest(page);
  } },
  { name: 'seat-drill-empty', query: 'alarms=12&seat=&realm=drill' },
];
