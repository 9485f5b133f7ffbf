import { isAbsolute, resolve } from 'node:path';

/** How the app was asked to start: by the command line, the environment, or the system opening a file with it. */
export interface StartOptions {
  /** Folders and archives to open as courses; absolute. */
  readonly files: readonly string[];
  /** Where to save a picture of the window, after which the app ends; absolute. */
  readonly screenshot: string | null;
  /** Route to open: what comes after `#` in the page's address, starting with `/`. */
  readonly route: string | null;
  /** Folder of settings, progress and workspaces, in place of the user's own; absolute. */
  readonly profile: string | null;
  /** Whether to print when the page became usable, for the benchmark. */
  readonly bench: boolean;
  /** A development server to load the page from; null in a packaged app. */
  readonly devUrl: string | null;
}

/** What the options are read from. */
export interface StartInput {
  /** The arguments after the executable (and after the app's folder, when not packaged). */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly packaged: boolean;
}

/** Reads the options. Switches it does not know are Chromium's or the system's, and are left alone. */
export function readStartOptions({ args, env, cwd, packaged }: StartInput): StartOptions {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(cwd, path));
  const value = (name: string) => {
    const found = args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
    return found === undefined || found === '' ? null : found;
  };
  const screenshot = value('screenshot');
  const route = value('route');
  const profile = env['DRYDOCK_PROFILE'];
  return {
    files: args.filter((argument) => argument !== '' && !argument.startsWith('-')).map(absolute),
    screenshot: screenshot === null ? null : absolute(screenshot),
    route: route?.startsWith('/') ? route : null,
    profile: profile ? absolute(profile) : null,
    bench: env['DRYDOCK_BENCH'] === '1',
    devUrl: packaged ? null : localAddress(env['DRYDOCK_DEV_URL']),
  };
}

/** A development server is on this machine or it is none. */
function localAddress(url: string | undefined): string | null {
  if (url === undefined || !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(url)) return null;
  return url;
}

/** The arguments of a command line as Electron has it: without the executable, and the app's folder before packaging. */
export function ownArguments(argv: readonly string[], packaged: boolean): readonly string[] {
  const args = argv.slice(1);
  if (packaged) return args;
  const folder = args.findIndex((argument) => !argument.startsWith('-'));
  return folder === -1 ? args : args.filter((_, index) => index !== folder);
}
