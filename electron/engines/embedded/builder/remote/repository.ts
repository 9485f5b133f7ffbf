import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyLayer } from '../../layer/layers';
import { readLayer } from '../../layer/read-layer';
import type { FileTree, TreeFile } from '../source-tree';
import type { DownloadLimits } from './download';
import { HostNotAllowed, NotFetched, webAddress } from './download';

/** A Git address as ADD has it: `https://host/name.git#REF:FOLDER`. */
export interface RepositoryAddress {
  readonly url: URL;
  /** Branch, tag or commit. */
  readonly ref: string;
  /** Folder of it; empty for the whole. */
  readonly folder: string;
}

/** A state of a repository. */
export interface Repository {
  readonly commit: string;
  readonly tree: FileTree;
}

/** Milliseconds that one run of git may take. */
const PATIENCE_MS = 120_000;

/** Reads it. Throws NotFetched for what is not fetched: over ssh, for one, it would be done with the learner's keys. */
export function repositoryAddress(source: string): RepositoryAddress {
  const [, address = '', fragment = ''] = /^([^#]*)(?:#(.*))?$/s.exec(source) ?? [];
  if (/^(?:git:|ssh:|git@)/.test(address))
    throw new NotFetched('repositories are fetched from https addresses only, without your keys');
  const url = webAddress(address.startsWith('github.com/') ? `https://${address}` : address);
  const { searchParams } = url;
  const [ref = '', folder = ''] = fragment.split(/:(.*)/s);
  const named = ref || searchParams.get('ref') || searchParams.get('branch') || searchParams.get('tag') || '';
  const inside = folder || searchParams.get('subdir') || '';
  url.search = '';
  // What begins with a dash would be read as an option.
  if (!/^[\w./@+-]*$/.test(named) || named.startsWith('-')) throw new NotFetched(`"${named}" names nothing`);
  return { url, ref: named || 'HEAD', folder: inside.replace(/^\/+|\/+$/g, '') };
}

/**
 * Fetches one state of a repository with this computer's own git: no hook, no filter, no key and no setting of the
 * learner takes part, and submodules stay empty. Throws NotFetched, HostNotAllowed, or the signal's reason.
 */
export async function fetchRepository(source: string, limits: DownloadLimits): Promise<Repository> {
  const { url, ref, folder } = repositoryAddress(source);
  if (!limits.allowed(url.hostname)) throw new HostNotAllowed(url.hostname);
  const place = await mkdtemp(join(tmpdir(), 'drydock-git-'));
  const git = async (...args: string[]) => runGit(place, args, limits);
  try {
    await git('init', '--quiet', '--bare', '--template=', '.');
    await mkdir(join(place, 'info'), { recursive: true });
    // What an archive of it leaves out or fills in is no matter of ADD.
    await writeFile(join(place, 'info/attributes'), '* -export-ignore -export-subst -ident -filter\n');
    await git('fetch', '--quiet', '--depth=1', '--no-tags', url.href, ref);
    const [commit = '', seconds] = String(await git('log', '-1', '--format=%H %ct', 'FETCH_HEAD')).split(' ');
    const tar = await git('archive', '--format=tar', folder ? `FETCH_HEAD:${folder}` : 'FETCH_HEAD');
    return { commit, tree: await treeOf(tar, Number(seconds)) };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** All of it is root's, and as old as the commit. */
async function treeOf(tar: Uint8Array, modified: number): Promise<FileTree> {
  const tree = new Map<string, TreeFile>();
  applyLayer(tree, await readLayer(tar));
  for (const [path, file] of tree) {
    const open = file.type === 'directory' || (file.mode & 0o100) !== 0;
    const mode = file.type === 'symlink' ? 0o777 : open ? 0o755 : 0o644;
    tree.set(path, { ...file, mode, uid: 0, gid: 0, modified });
  }
  return tree;
}

const SETTINGS = [
  ['protocol.allow', 'never'],
  ['protocol.http.allow', 'always'],
  ['protocol.https.allow', 'always'],
  ['http.followRedirects', 'false'],
  ['credential.helper', ''],
  ['core.autocrlf', 'false'],
  ['fetch.recurseSubmodules', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

function runGit(place: string, args: readonly string[], { signal, most }: DownloadLimits): Promise<Buffer> {
  const mine = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const nothing = process.platform === 'win32' ? 'NUL' : '/dev/null';
  const env = {
    ...Object.fromEntries(mine),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: nothing,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    LC_ALL: 'C',
  };
  const options = { cwd: place, env, signal, timeout: PATIENCE_MS, maxBuffer: most } as const;
  return new Promise((resolve, reject) => {
    execFile('git', [...SETTINGS, ...args], { ...options, encoding: 'buffer' }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (signal.aborted) reject(signal.reason as Error);
      else reject(new NotFetched(reasonOf(error, String(stderr), most), !!error.killed));
    });
  });
}

function reasonOf(error: Error & { code?: unknown; killed?: boolean }, words: string, most: number): string {
  if (error.code === 'ENOENT') return 'that takes the program git, which is not on this computer';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `it has more than ${Math.floor(most / 1e6)} MB`;
  if (error.killed) return 'git took too long';
  const fatal = words.split('\n').filter((line) => line.startsWith('fatal: '));
  return `git says "${(fatal[0] ?? words.trim()).replace(/^fatal: /, '')}"`;
}
