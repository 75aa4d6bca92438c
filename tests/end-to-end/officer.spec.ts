import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { type Application, picture, ROOT } from './application.ts';
import { demo, type Demo } from './demo.ts';

const password = 'Quay-side-7x';
async function pageOf({ app }: Application, kind: string): Promise<Page> {
  const found = (): Page | undefined => app.windows().find((w) => w.url().includes(`/windows/${kind}/`));
  await expect.poll(() => found() !== undefined, { timeout: 20_000 }).toBe(true);
  return found()!;
}
const axe = async (page: Page): Promise<readonly string[]> => (await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.target.join(' ')}`);
/** What a hand does that comes to the desk: one key, name, password, Enter. */
async function logIn(page: Page, login: string): Promise<void> {
  await page.keyboard.press('F9');
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}
const bar = (page: Page) => page.locator('.seat-bar');
const rows = (page: Page) => page.getByRole('option');
/** The levels of two tanks, as their rows call them. */
const [tank1, tank2] = ['T-01 butadiene tank level', 'T-02 butadiene tank level'];
const unacknowledged = (page: Page, name: string) => rows(page).filter({ hasText: name }).filter({ hasText: 'Unack.' });
/** A tank's level goes beyond its range. */
const overfill = (park: Demo, point: string): Promise<void> => park.park.fault('dcs-1', 'over-range', { point });

test('the first administrators: three people at one keyboard, by the token of the data folder; then nobody commands, and who holds a power enrols a factor first', async () => {
  test.setTimeout(120_000);
  const park = await demo('calm', 4);
  const it = await park.open('--lang', 'en');
  const { desk } = it;
  try {
    await expect(bar(desk)).toContainText('No accounts yet');
    await expect(rows(desk)).toHaveCount(3);
    await desk.keyboard.press('Control+2');
    const screen = await pageOf(it, 'alarms');
    await expect(bar(screen)).toContainText('No accounts yet');
    await expect(rows(desk).filter({ hasText: 'Unack.' })).toHaveCount(1);
    await desk.getByRole('button', { name: 'Set up the first administrators' }).click();
    await desk.keyboard.type('0'.repeat(32));
    await desk.keyboard.press('Enter');
    for (const login of ['sun', 'zhao', 'qian']) {
      for (const text of [login, login.toUpperCase(), '', password]) { await desk.keyboard.type(text); await desk.keyboard.press('Tab'); }
      await desk.keyboard.type(password);
      await desk.keyboard.press('Enter');
    }
    await desk.keyboard.press('Enter');
    await expect(desk.locator('.seat-sheet')).toContainText('The setup token is wrong or too old');
    await desk.getByLabel('Setup token').fill(fs.readFileSync(path.join(park.data, 'secrets', 'setup-token'), 'utf8').trim());
    for (let i = 0; i < 5; i++) await desk.keyboard.press('Enter');
    await expect(desk.locator('.seat-sheet')).toContainText('The accounts are there');
    await expect(rows(desk).filter({ hasText: 'Unack.' })).toHaveCount(1);                // no Enter of the sheet was one for the alarms
    await picture(desk, 'set-up-done');
    for (const page of [desk, screen]) await expect(bar(page)).toContainText('Nobody on watch');
    await desk.locator('.seat-sheet').getByRole('button', { name: 'Log in' }).click();

    await desk.keyboard.type('sun');
    await desk.keyboard.press('Tab');
    await desk.keyboard.type('not this');
    await desk.keyboard.press('Enter');
    await expect(bar(desk)).toContainText('Login, password or second factor is wrong');
    await desk.keyboard.type(password);
    await desk.keyboard.press('Enter');
    await expect(bar(desk)).toContainText('enrol a second factor first');
    await expect(desk.locator('.seat-sheet')).toContainText('Whoever holds a power has a second factor');
    await expect(desk.getByRole('button', { name: 'Acknowledge' })).toBeDisabled();
  } finally { await it.close(); await park.end(); }
});

test('an officer watches, locks, comes back, is relieved in under five seconds while alarms go on being seen; an override is loud', async () => {
  test.setTimeout(120_000);
  const park = await demo('calm');
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'tests/end-to-end/staff.ts'), park.data], { cwd: ROOT });
  const it = await park.open('--lang', 'en');
  const { desk } = it;
  try {
    await expect(bar(desk)).toContainText('Nobody on watch');
    await expect(rows(desk)).toHaveCount(3);                                         // what there is to see is seen by whoever stands there
    await expect(desk.locator('.log')).toContainText('Nobody is logged in');
    await logIn(desk, 'wang');
    await expect(desk.locator('.seat-chip')).toContainText('王芳');
    await expect(desk.locator('.log li').first()).toBeVisible();
    await desk.keyboard.press('Control+2');
    const screen = await pageOf(it, 'alarms');
    await expect(screen.locator('.seat-chip')).toContainText('王芳');
    const windows = it.app.windows().length;

    await desk.keyboard.press('Alt+l');
    for (const page of [desk, screen]) await expect(bar(page)).toContainText('Locked · 王芳');
    await overfill(park, 'T-01.LEVEL');
    await expect(unacknowledged(desk, tank1).first()).toBeVisible({ timeout: 25_000 });
    await expect(screen.locator('.screen-row').filter({ hasText: tank1 }).first()).toBeVisible();
    await expect(desk.getByRole('button', { name: 'Silence' })).toHaveAttribute('aria-pressed', 'true');   // it sounds, and nobody unknown makes it silent
    await expect(desk.getByRole('button', { name: 'Silence' })).toBeDisabled();
    const first = unacknowledged(desk, tank1).first();
    await first.click();
    await expect(desk.getByRole('button', { name: 'Acknowledge' })).toBeDisabled();
    await desk.keyboard.press('a');
    await expect(desk.locator('.seat-refused')).toContainText('unlock it (F9) to acknowledge');
    await expect(first).toBeVisible();
    await picture(desk, 'locked');
    expect([await axe(desk), await axe(screen)]).toEqual([[], []]);
    await desk.keyboard.press('F9');
    await desk.keyboard.type(password);
    await desk.keyboard.press('Enter');
    for (const page of [desk, screen]) await expect(bar(page)).not.toContainText('Locked');
    await first.click();
    await desk.keyboard.press('a');
    await expect(desk.locator('.log li').filter({ hasText: /cknowledged/ }).first()).toContainText('王芳 (wang)');

    await overfill(park, 'T-02.LEVEL');                                              // it is raised while the officers change
    const began = performance.now();
    await logIn(desk, 'li');
    for (const page of [desk, screen]) await expect(page.locator('.seat-chip')).toContainText('李建国');
    const took = performance.now() - began;
    test.info().annotations.push({ type: 'officer change', description: `${Math.round(took)} ms` });
    expect(took).toBeLessThan(5000);
    for (const shown of [unacknowledged(desk, tank2).first(), screen.locator('.screen-row').filter({ hasText: tank2 }).first()]) await expect(shown).toBeVisible({ timeout: 25_000 });
    expect(it.app.windows()).toHaveLength(windows);

    await desk.keyboard.press('Alt+u');
    await desk.getByRole('button', { name: 'Leave the desk' }).click();
    await bar(desk).getByRole('button', { name: 'Emergency override' }).click();
    await desk.keyboard.type('leak, nobody can log in');
    await desk.keyboard.press('Enter');
    for (const page of [desk, screen]) await expect(bar(page)).toContainText(/EMERGENCY OVERRIDE\s*1[45]:\d\d/);
    const waiting = await unacknowledged(desk, tank2).count();
    await unacknowledged(desk, tank2).first().click();
    await desk.keyboard.press('a');
    await expect(unacknowledged(desk, tank2)).toHaveCount(waiting - 1);
    await picture(screen, 'override');
    await bar(desk).getByRole('button', { name: 'End the override' }).click();
    for (const page of [desk, screen]) await expect(bar(page)).toContainText('Nobody on watch');
  } finally { await it.close(); await park.end(); }
});
