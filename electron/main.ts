/** Start-up of the main process: what is switched on, in order. */
import './validation';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserWindow, app, nativeTheme, session } from 'electron';
import { runCommand } from './commands';
import { embeddedMaker, foldersInRepository } from './engines/embedded/make-embedded';
import type { GuestFolders } from './engines/embedded/machine/assets';
import { createDesktop } from './desktop';
import { type Ipc, type OurWindow, startIpc } from './ipc';
import { type Home, appHome } from './ipc/sender';
import { Log } from './log';
import { preventDefaultMenu, setMenu } from './menu';
import { Notices } from './notices';
import { Presentation } from './presentation';
import { createPress } from './press';
import { Printing } from './printing';
import { profileAt, profileProblem } from './profile';
import { appUrl, registerScheme, servePreviews, serveScheme } from './protocol';
import { reportReady } from './report-ready';
import { machineUse, processStarter } from './machine-process';
import * as security from './security';
import type { ServiceOptions, Services } from './services';
import { SettingsStore } from './settings';
import type { AppCommand, AppInfo, Handlers } from './shared/contract';
import { createStage } from './stage';
import { ownArguments, readStartOptions } from './start-options';
import { applySettings, focusWindow, onPreviewNavigated, onTheme, openWindow } from './window';

/** A hash of all that this bundle was made from (build/vite/node.config.ts). */
declare const __DRYDOCK_BUILD__: string;

/** Milliseconds that quitting waits for requests. */
const quitTimeout = 5_000;

const options = optionsOf(process.argv, process.cwd());
if (options.profile !== null) app.setPath('userData', options.profile);
const profile = profileAt(app.getPath('userData'));
const homes: readonly Home[] = options.devUrl === null ? [appHome] : [new URL(options.devUrl)];
const log = new Log(profile.log).write;

let window: BrowserWindow | null = null;
const preload = join(app.getAppPath(), 'out/preload/preload.cjs');
const pageNamed = (name: string) => ({ url: `${options.devUrl ?? appUrl}${name}.html`, preload, log });
const stage = createStage({ ...pageNamed('presenter'), slides: () => window });
const press = createPress(pageNamed('print'));
/** Opens what the system hands over; set once the services can. */
const waitingFiles: string[] = [...options.files];
let openFile = (path: string): void => void waitingFiles.push(path);

const obstacle = security.sandboxObstacle(process.getuid?.(), (name) => app.commandLine.hasSwitch(name));
const problem = obstacle === null ? profileProblem(profile.folder) : null;
if (problem !== null) keepBrowserDataAside();
if (obstacle !== null) leave(obstacle, 1);
else if (app.requestSingleInstanceLock({ files: options.files })) void start();
else leave('Drydock is open with this profile already: its window was brought to the front.', 0);

async function start(): Promise<void> {
  security.enforceSandbox();
  security.guardEveryPage(app, homes, log);
  registerScheme();
  listenToSystem();
  preventDefaultMenu();
  await app.whenReady();

  const settings = SettingsStore.open(profile.settings);
  applySettings(null, settings.get());
  const ipc = startIpc({
    windows: ourWindows,
    homes,
    handlers: () => handlers,
    log,
  });
  const notices = new Notices((notice) => {
    ipc.emit('app.notice', notice);
  });
  const services = openServices({
    profile,
    settings,
    lessons: lessonsFolder(),
    makeEmbedded: embeddedMaker({
      folders: guestFolders(),
      data: profile.engine,
      storeCap: () => settings.get().engineStoreMegabytes * 1_000_000,
      downloadHosts: () => settings.get().downloadHosts,
      start: processStarter(join(app.getAppPath(), 'out/machine/machine.cjs')),
      onProgress: (text) => {
        ipc.emit('engine.progress', { engine: 'embedded', text: text || null });
      },
    }),
    build: __DRYDOCK_BUILD__,
    emit: ipc.emit,
    notify: (notice) => {
      notices.add(notice);
    },
  });
  const handlers = services.then((opened) => connect(opened, ipc));
  handlers.catch((error: unknown) => {
    notices.report(error); // and every request is answered with it
  });

  guardSession(services);
  show(settings, notices, ipc);
  app.on('activate', () => {
    if (window === null) show(settings, notices, ipc);
  });
  setMenu(app.isPackaged, (command) => {
    carryOut(command, settings, ipc).catch((error: unknown) => {
      notices.report(error);
    });
  });
  settings.onChange((changed) => {
    applySettings(window, changed);
  });
  onTheme(
    () => window,
    (dark) => {
      ipc.emit('app.theme', { dark });
    },
  );
  if (problem !== null) notices.add({ severity: 'warning', error: problem });
  if (settings.damage !== null) notices.add({ severity: 'warning', error: settings.damage });
  openFiles(services, notices);
  saveBeforeQuitting(ipc, services);
}

/** Opens the window, and says so to who waits for it: the benchmark, or a picture that was asked for. */
function show(settings: SettingsStore, notices: Notices, ipc: Ipc): void {
  const opened = openWindow({
    url: `${options.devUrl ?? appUrl}${options.route === null ? '' : `#${options.route}`}`,
    preload,
    stateFile: profile.windowState,
    settings: settings.get(),
    log,
  });
  window = opened;
  onPreviewNavigated(opened, (shown) => {
    ipc.emit('preview.navigated', shown);
  });
  opened.on('closed', () => {
    window = null;
    stage.closePresenter();
    notices.setListening(false);
  });
  opened.webContents.on('did-start-loading', () => {
    notices.setListening(false);
  });
  opened.webContents.on('did-finish-load', () => {
    notices.setListening(true);
    applySettings(opened, settings.get());
  });
  if (!options.bench && options.screenshot === null) return;
  void reportReady(opened.webContents, options).then((quits) => {
    if (quits) app.quit();
  });
}

/** Most of the code is the services'. It is read after the window was made, while that window's process starts. */
async function openServices(options: ServiceOptions): Promise<Services> {
  return (await import('./services')).openServices(options);
}

async function connect(services: Services, ipc: Ipc): Promise<Handlers> {
  const { createHandlers } = await import('./handlers');
  const shell = {
    info,
    externalHost: security.externalHost,
    engineUse: machineUse,
    run: (command: AppCommand) => carryOut(command, services.settings, ipc),
  };
  return createHandlers(services, {
    shell,
    desktop: createDesktop(() => window),
    presentation: new Presentation(stage, ipc.emit),
    printing: new Printing(press),
  });
}

/** The windows whose pages are answered over IPC; any other that may come to be is refused. */
function ourWindows(): readonly OurWindow[] {
  const windows = { app: window, presenter: stage.presenter(), print: press.window() };
  return Object.entries(windows).flatMap(([kind, opened]) =>
    opened ? [{ kind: kind as keyof typeof windows, contents: opened.webContents }] : [],
  );
}

function info(): AppInfo {
  return {
    version: app.getVersion(),
    platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
    electron: process.versions.electron ?? '',
    profile: profile.folder,
    dark: nativeTheme.shouldUseDarkColors,
  };
}

function carryOut(command: AppCommand, settings: SettingsStore, ipc: Ipc): Promise<void> {
  return runCommand(command, settings, {
    toggleFullScreen: () => window?.setFullScreen(!window.isFullScreen()),
    send: (forPage) => {
      ipc.emit('app.command', forPage);
    },
  });
}

function guardSession(services: Promise<Services>): void {
  const target = session.defaultSession;
  security.denyPermissions(target);
  security.denyDownloads(target, log);
  security.denyNetwork(target, options.devUrl === null ? null : new URL(options.devUrl).host, log);
  serveScheme(target, {
    root: join(app.getAppPath(), 'out/renderer'),
    courseFolder: async (course) => (await services).catalogue.folder(course),
    log,
  });
  servePreviews(target, async () => (await services).previews, log);
}

/** What the system or a second start of the app hands over. */
function listenToSystem(): void {
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFile(path);
  });
  app.on('second-instance', (_event, argv, cwd) => {
    if (window !== null) focusWindow(window);
    for (const path of optionsOf(argv, cwd).files) openFile(path);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  process.on('unhandledRejection', (reason) => {
    log(`unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`);
  });
}

function openFiles(services: Promise<Services>, notices: Notices): void {
  openFile = (path) => {
    services
      .then((opened) => opened.catalogue.add(path))
      .catch((error: unknown) => {
        notices.report(error);
      });
  };
  for (const path of waitingFiles.splice(0)) openFile(path);
}

/** Requests that are being answered are finished, and the journal is on the disk, before the process ends. */
function saveBeforeQuitting(ipc: Ipc, services: Promise<Services>): void {
  let saved = false;
  app.on('will-quit', (event) => {
    if (saved) return;
    event.preventDefault();
    void services.then((opened) => opened.interrupt()).catch(() => undefined); // close() reports why there are none
    void ipc
      .settled(quitTimeout)
      .then(async () => (await services).close())
      .catch((error: unknown) => {
        log(`closing failed: ${String(error)}`);
      })
      .finally(() => {
        saved = true;
        app.exit(Number(process.exitCode ?? 0));
      });
  });
}

/** Chromium cannot start without a folder to write to; the learner's own stays where it is, to be read. */
function keepBrowserDataAside(): void {
  app.setPath('userData', mkdtempSync(join(tmpdir(), 'drydock-')));
}

/** In a package the guest lies beside the archive, since v86 and the kernel are read as they are. */
function guestFolders(): GuestFolders {
  if (!app.isPackaged) return foldersInRepository(app.getAppPath());
  const guest = join(process.resourcesPath, 'guest');
  return { guest, wasm: join(guest, 'v86.wasm') };
}

function lessonsFolder(): string {
  return join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'lessons');
}

function optionsOf(argv: readonly string[], cwd: string) {
  const packaged = app.isPackaged;
  return readStartOptions({ args: ownArguments(argv, packaged), env: process.env, cwd, packaged });
}

function leave(sentence: string, code: number): void {
  process.stderr.write(`${sentence}\n`);
  app.exit(code);
}
