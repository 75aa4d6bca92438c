import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { app, nativeTheme, powerSaveBlocker, session } from 'electron';
import { shellContract } from '#app/contract';
import type { Result } from '#kernel/result';
import { answers } from './answers.ts';
import { ArrangementFile, ProfilesFile } from './arrange/profile.ts';
import { profilesOf } from './arrange/profiles.ts';
import { electronScreens } from './arrange/screens.ts';
import { shellClock as clock } from './clock.ts';
import { commandLine } from './command-line.ts';
import { defaultDataFolder, shellFolder } from './data-folder.ts';
import { introduce } from './introduce.ts';
import { settingsOf } from './settings.ts';
import { stateFile } from './state-file.ts';
import { type EngineChild, forkEngine } from './supervision/process.ts';
import { type Refusal, supervisor } from './supervision/supervisor.ts';
import { failurePage } from './windows/failure.ts';
import { guardApplication, guardSession } from './windows/guards.ts';
import { setMenu } from './windows/menu.ts';
import { declareScheme, serveScheme } from './windows/scheme.ts';
import { type Windows, windows } from './windows/windows.ts';
import { windowAnswers } from './window-answers.ts';
import { wordsFrom } from './words.ts';

/** Exit codes: a wrong command line, and a second application on one data folder. */
const EXIT = { usage: 2, locked: 4 } as const;
const out = path.join(import.meta.dirname, '..');
const resources = app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'resources');
const development = !app.isPackaged;
const devOrigin = development && process.env['ELECTRON_RENDERER_URL'] ? new URL(process.env['ELECTRON_RENDERER_URL']).origin : null;
const say = (line: string): void => void process.stderr.write(`shell ${line}\n`);

// 1. Who and where: command line, data folder, words.
const words = wordsFrom(path.join(resources, 'locales'));
const both = (fault: Refusal['fault']): string => `${words.fault('en', fault)}\n${words.fault('zh-CN', fault)}`;
const line = commandLine(process.argv.slice(1));
if (!line.ok) { say(both(line.fault)); app.exit(EXIT.usage); }
else boot(line.value);

function boot({ site, data: asked, language, seconds, workstation: named, profile: asProfile, heads }: (typeof line & { ok: true })['value']): void {
  const data = path.resolve(asked ?? defaultDataFolder(process.platform, process.env, app.getPath('userData')));
  const corner = shellFolder(data);
  app.setPath('userData', path.join(corner, 'browser'));
  const workstation = named ?? os.hostname();

  // 2. One application on one data folder.
  if (!app.requestSingleInstanceLock()) { say(both({ code: 'application-runs', params: { data } })); app.exit(EXIT.locked); return; }

  // 3. What a page may do: nothing but be a page of ours.
  declareScheme();
  if (app.commandLine.hasSwitch('no-sandbox')) say('runs without the sandbox of the operating system, as its command line says');
  else app.enableSandbox();   // with it, Chromium would end as root
  const refused = (what: string, subject: string): void => say(`refused ${what} ${subject.slice(0, 200)}`);
  guardApplication(devOrigin, refused);

  // 4. The parts. `meeting` is first: what the others note before there is an engine waits there.
  let started: EngineChild | null = null;
  let here: EngineChild | null = null;   // the same, while it runs
  const meeting = introduce({ workstation, devOrigin, kindOf: (c) => desk?.kindOf(c) ?? null, engine: () => here, serveShell: (id, port) => { served.serve(id, port); desk?.ready(id); }, refused });
  const kept = (fault: Refusal['fault']): void => { say(both(fault)); meeting.note('settings.fault', fault.code, fault.params); };
  const settings = settingsOf(stateFile(path.join(corner, 'settings.json'), shellContract.calls['settings.get'].out), language === null ? {} : { language }, kept);
  const profiles = profilesOf(stateFile(path.join(corner, 'profiles.json'), ProfilesFile), kept);
  const word = (key: `shell:${string}`): string => words.word(settings.get().language, key);
  const engineArgs = [...(site === null ? [] : ['--site', path.resolve(site)]), '--data', data, '--workstation', workstation, ...heads.flatMap((folder) => ['--heads', path.resolve(folder)])];
  let shownRefusal = '';
  const supervised = supervisor({
    clock,
    fork: (restart, ears) => { started = forkEngine(path.join(out, 'main', 'engine.js'), engineArgs, restart, ears, (id, may) => served.rights(id, may)); return started; },
    changed(view, rule) {
      say(`${rule} engine ${view.state}${view.reason === null ? '' : ` ${view.reason} attempt ${view.attempt} exit ${supervised.exitCode()}`}`);
      here = supervised.running() ? started : null;
      served.process(view);
      if (rule === 'SUP-02') meeting.engineIsHere();
      showRefusal(supervised.refusal());
    },
  });
  function showRefusal(why: Refusal | null): void {
    const text = why === null ? '' : JSON.stringify(why);
    if (text === shownRefusal) return;
    shownRefusal = text;
    if (why !== null) say(both(why.fault));
    desk?.reload();
  }
  const served = answers({ settings, supervisor: () => supervised, clock, workstation, development, windows: (id) => windowAnswers(standing(), profiles, id), crashed: (call, error) => say(`crashed ${call} ${String(error)}`), noted: (window, kind, subject, params) => meeting.note(kind, subject, params, window) });
  /** WIN-17: an engine that does not start may always be left. */
  const mayClose = (id: number): boolean => served.may(id, 'window.open') || supervised.refusal() !== null;
  const forget = (id: number): void => { meeting.gone(id); served.stop(id); };
  let desk: Windows | null = null;   // once there are displays to stand on
  const openWindows = (): Windows => windows({
    preload: path.join(out, 'preload', 'index.cjs'), clock, development, devOrigin, profiles, screens: electronScreens(), fault: kept,
    arrangement: stateFile(path.join(corner, 'arrangement.json'), ArrangementFile), isHere: (page) => fs.existsSync(path.join(out, 'renderer', page)),
    title: () => word('shell:title'), background: () => (settings.get().theme === 'dark' ? '#14181d' : '#eef0f2'), failing: () => supervised.refusal() !== null,
    pulse: (id, n) => served.say(id, 'window.pulse', { n }),
    self: (id, self) => served.say(id, 'window.self.changed', self),
    told(health, arrangement) { served.sayAll('windows.health.changed', [...health]); served.sayAll('windows.arrangement.changed', arrangement); },
    restarted: (kind, reason, attempt) => { say(`window ${kind} ${reason} attempt ${attempt}`); meeting.note('window.restarted', kind, { reason, attempt }); },
    reloaded: (kind, memoryMB, boundMB) => { say(`window ${kind} holds ${memoryMB} MB`); meeting.note('window.reloaded', kind, { memoryMB, boundMB }); },
    display: (what, label, count) => { say(`display ${what} ${label} windows ${count}`); meeting.note(what === 'lost' ? 'window.display.lost' : 'window.display.found', label, { windows: count }); },
    closed: (id) => { forget(id); served.forget(id); }, mayClose,
  });
  const standing = (): Windows => { if (desk === null) throw new Error('a window asks before there are windows'); return desk; };
  /** Says what could not be opened or recalled. */
  const missing = (results: readonly Result<unknown>[]): void => { for (const r of results) if (!r.ok) { say(both(r.fault)); meeting.note('window.refused', String(r.fault.params['kind'] ?? r.fault.params['name'] ?? ''), { fault: r.fault.code, ...r.fault.params }); } };
  function recall(name: string): void {
    const found = profiles.find(name);
    missing(found.ok ? desk?.recall(found.value) ?? [] : [found]);
  }
  function begin(): void {
    const found = asProfile === null ? null : profiles.find(asProfile);
    if (found !== null && !found.ok) missing([found]);
    desk = openWindows();
    missing(desk.start(found !== null && found.ok ? found.value : null));
  }
  function dress(): void {
    nativeTheme.themeSource = settings.get().theme;
    setMenu({ word, settings: settings.get(), set: (change, id) => void served.change(id, change), restartEngine: (id) => served.restart(id), quit: (id) => { if (mayClose(id)) app.quit(); }, may: (id, needs) => served.may(id, needs), development, profiles: profiles.list(), recall: (name, id) => { recall(name); meeting.note('profile.recalled', name, {}, id); },
      open: (kind, another, id) => { if (desk !== null) missing([desk.open(kind, null, another)]); meeting.note('window.opened', kind, {}, id); },
      scale: (id, to) => void desk?.scale(id, 'zoom', to), fullScreen: (id) => { const self = desk?.self(id); if (self?.ok === true) desk?.mode(id, self.value.mode === 'normal' ? 'full' : 'normal'); } });
    desk?.retitle();
  }

  // 5. Start: the engine first, the window while it starts.
  void app.whenReady().then(() => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());   // after Chromium's own, which does not wait for the engine
    supervised.start();
    guardSession(session.defaultSession, devOrigin, refused);
    serveScheme({ pages: path.join(out, 'renderer'), site: site === null ? null : path.resolve(site) }, () => { const why = supervised.refusal(); return why === null ? '' : failurePage(why, settings.get().theme, settings.get().language, words); });
    dress();
    settings.hear(dress);
    powerSaveBlocker.start('prevent-display-sleep');   // a desk that goes dark shows no alarm
    profiles.hear((now) => { served.sayAll('profiles.changed', [...now]); dress(); });
    begin();
    if (seconds !== null) clock.after(seconds * 1000, () => app.quit());
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('did-navigate', () => forget(contents.id));   // a new page; one that only tried to go, or to download, keeps its ports
    contents.on('render-process-gone', () => forget(contents.id));
  });
  app.on('child-process-gone', (_event, { type, reason, name }) => { if (reason !== 'clean-exit' && type !== 'Utility') meeting.note('process.gone', name ?? type, { reason }); });
  app.on('second-instance', () => desk?.toFront());
  process.on('uncaughtException', (error) => { say(`fault ${error.stack ?? error.message}`); meeting.note('shell.fault', 'shell', { message: error.message.slice(0, 200) }); });

  // 6. End: the engine is told, and waited for.
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => desk?.freeze());   // what closes now was closed by nobody
  let ending = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (ending) return;   // told twice: Ctrl+C reaches the whole terminal, and then whoever started us says it again
    ending = true;
    void supervised.stop().then(() => app.exit(0));
  });
}
