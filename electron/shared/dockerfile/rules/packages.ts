import type { ShellWord } from '../shell/ast';
import type { Invocation } from '../shell/invocation';
import { hasFlag, operandsOf, textOf } from '../shell/invocation';

/** What a package manager needs to be used well in a build. */
export interface PackageManager {
  programs: readonly string[];
  /** Subcommands that install. */
  install: readonly string[];
  /** Flags whose next word is their value. */
  flagsWithValue: readonly string[];
  /** Rule for packages without a version, and whether a package has one. */
  pinned?: { rule: string; isPinned: (name: string) => boolean };
  /** Rule for a missing "yes", the flags that say it, and the one to add. */
  confirm?: { rule: string; flags: readonly string[]; add: string };
  /** Rule for a cache left behind, and how to avoid it. */
  cache?: {
    rule: string;
    flags: readonly string[];
    folder: RegExp;
    clean: RegExp;
    add: string;
    addTo: 'command' | 'end';
  };
}

const isFile = (name: string, suffix: string): boolean =>
  name.endsWith(suffix) || name.startsWith('./') || name.startsWith('/');
const rpmPinned = (name: string): boolean => /-\d|[=:]|^@|^https?:/.test(name) || isFile(name, '.rpm');
/** What yum and dnf both take with a value. */
const rpmFlagsWithValue = [
  '-c',
  '--enablerepo',
  '--disablerepo',
  '--exclude',
  '-x',
  '--releasever',
  '--setopt',
  '--installroot',
];
const rpmInstall = ['install', 'groupinstall', 'localinstall', 'reinstall', 'in'];

/** apt-get, apk, pip, npm, gem, yum, dnf, zypper, yarn and go. */
export const PACKAGE_MANAGERS: readonly PackageManager[] = [
  {
    programs: ['apt-get', 'apt'],
    install: ['install'],
    flagsWithValue: [
      '-t',
      '--target-release',
      '-o',
      '--option',
      '-c',
      '--config-file',
      '-a',
      '--host-architecture',
    ],
    pinned: {
      rule: 'AptVersionNotPinned',
      isPinned: (name) => /[=/]/.test(name) || isFile(name, '.deb') || /[+-]$/.test(name),
    },
    confirm: {
      rule: 'AptNotConfirmed',
      flags: ['-y', '--yes', '--assume-yes', '-qq', '--force-yes'],
      add: '-y',
    },
  },
  {
    programs: ['apk'],
    install: ['add'],
    flagsWithValue: [
      '-t',
      '--virtual',
      '-X',
      '--repository',
      '-p',
      '--root',
      '--arch',
      '--keys-dir',
      '--cache-dir',
    ],
    pinned: {
      rule: 'ApkVersionNotPinned',
      isPinned: (name) => /[=~<>]/.test(name) || isFile(name, '.apk') || name.startsWith('.'),
    },
    cache: {
      rule: 'ApkCacheLeft',
      flags: ['--no-cache'],
      folder: /^\/(?:var\/cache\/apk|etc\/apk\/cache)/,
      clean: /\brm\s+-\S*r\S*\s+\/var\/cache\/apk|apk\s+cache\s+clean/,
      add: '--no-cache',
      addTo: 'command',
    },
  },
  {
    programs: ['pip', 'pip3', 'pip2'],
    install: ['install'],
    flagsWithValue: [
      '-r',
      '--requirement',
      '-c',
      '--constraint',
      '-e',
      '--editable',
      '-i',
      '--index-url',
      '--extra-index-url',
      '-f',
      '--find-links',
      '-t',
      '--target',
      '--prefix',
      '--root',
      '--platform',
      '--python-version',
      '--trusted-host',
      '--progress-bar',
      '--proxy',
      '--timeout',
      '--src',
    ],
    pinned: {
      rule: 'PipVersionNotPinned',
      isPinned: (name) =>
        // A repository is pinned by the commit or tag behind its @; the user's @ comes before the host.
        /^git\+/.test(name)
          ? /@[^/:]+(?:#.*)?$/.test(name)
          : /[=<>~@]/.test(name) || /^[./]|:\/\/|\.(?:whl|tar\.gz|zip)$/.test(name),
    },
    cache: {
      rule: 'PipCacheLeft',
      flags: ['--no-cache-dir'],
      folder: /\.cache(?:\/pip)?\/?$|\/pip/,
      clean: /pip3?\s+cache\s+purge|rm\s+-\S*r\S*\s+\S*\.cache/,
      add: '--no-cache-dir',
      addTo: 'command',
    },
  },
  {
    programs: ['npm'],
    install: ['install', 'i', 'add'],
    flagsWithValue: [
      '--prefix',
      '--registry',
      '--loglevel',
      '--omit',
      '--include',
      '-w',
      '--workspace',
      '--tag',
      '--cache',
    ],
    pinned: {
      rule: 'NpmVersionNotPinned',
      isPinned: (name) => /.@[^/]/.test(name) || /^[./~]|:|\.tgz$|^[^@][^/]*\//.test(name),
    },
  },
  {
    programs: ['gem'],
    install: ['install', 'i'],
    flagsWithValue: [
      '-v',
      '--version',
      '-i',
      '--install-dir',
      '-n',
      '--bindir',
      '--source',
      '-s',
      '--platform',
    ],
    pinned: { rule: 'GemVersionNotPinned', isPinned: (name) => name.includes(':') || name.endsWith('.gem') },
  },
  {
    programs: ['yum'],
    install: rpmInstall,
    flagsWithValue: rpmFlagsWithValue,
    pinned: { rule: 'YumVersionNotPinned', isPinned: rpmPinned },
    confirm: { rule: 'YumNotConfirmed', flags: ['-y', '--assumeyes'], add: '-y' },
    cache: {
      rule: 'YumCacheLeft',
      flags: [],
      folder: /^\/var\/cache\/(?:yum|dnf)/,
      clean: /yum\s+(?:\S+\s+)*clean\s+all|rm\s+-\S*r\S*\s+\/var\/cache/,
      add: ' && yum clean all',
      addTo: 'end',
    },
  },
  {
    programs: ['dnf', 'microdnf', 'dnf5'],
    install: rpmInstall,
    flagsWithValue: [...rpmFlagsWithValue, '--repo'],
    pinned: { rule: 'DnfVersionNotPinned', isPinned: rpmPinned },
    confirm: { rule: 'DnfNotConfirmed', flags: ['-y', '--assumeyes'], add: '-y' },
    cache: {
      rule: 'DnfCacheLeft',
      flags: [],
      folder: /^\/var\/cache\/(?:yum|dnf|libdnf5?)/,
      clean: /dnf5?\s+(?:\S+\s+)*clean\s+all|rm\s+-\S*r\S*\s+\/var\/cache/,
      add: ' && dnf clean all',
      addTo: 'end',
    },
  },
  {
    programs: ['zypper'],
    install: ['install', 'in'],
    flagsWithValue: ['-r', '--repo', '-t', '--type', '-R', '--root', '--from'],
    pinned: {
      rule: 'ZypperVersionNotPinned',
      isPinned: (name) => /[=<>]/.test(name) || isFile(name, '.rpm'),
    },
    confirm: {
      rule: 'ZypperNotConfirmed',
      flags: ['-n', '--non-interactive', '-y', '--no-confirm'],
      add: '-y',
    },
    cache: {
      rule: 'ZypperCacheLeft',
      flags: [],
      folder: /^\/var\/cache\/zypp/,
      clean: /zypper\s+(?:\S+\s+)*(?:clean|cc)\b/,
      add: ' && zypper clean',
      addTo: 'end',
    },
  },
  {
    programs: ['yarn'],
    install: ['install', 'add'],
    flagsWithValue: ['--cwd', '--cache-folder', '--modules-folder', '--registry'],
    cache: {
      rule: 'YarnCacheLeft',
      flags: [],
      folder: /yarn/i,
      clean: /yarn\s+cache\s+clean|rm\s+-\S*r\S*\s+\S*yarn/i,
      add: ' && yarn cache clean',
      addTo: 'end',
    },
  },
  {
    programs: ['go'],
    install: ['install', 'get', 'run'],
    flagsWithValue: ['-ldflags', '-tags', '-o', '-mod', '-gcflags'],
    pinned: {
      rule: 'GoVersionNotPinned',
      isPinned: (name) =>
        /^[./$]/.test(name) ||
        !name.split('/')[0]!.includes('.') ||
        name.endsWith('.go') ||
        /@(?!latest$)./.test(name),
    },
  },
];

/** An installation: which manager, and the packages it names. */
export interface Installation {
  manager: PackageManager;
  /** The subcommand's word, behind which options can be added. */
  subcommand: ShellWord;
  packages: ShellWord[];
}

/** Whether a command installs packages. `python -m pip` counts as pip. */
export function installationOf(invocation: Invocation): Installation | undefined {
  const { manager, args } = managerOf(invocation);
  if (!manager) return undefined;
  const operands = operandsOf({ ...invocation, args }, manager.flagsWithValue);
  const [subcommand, ...packages] = operands;
  if (!subcommand || !manager.install.includes(textOf(subcommand))) return undefined;
  return { manager, subcommand, packages };
}

function managerOf(invocation: Invocation): { manager: PackageManager | undefined; args: ShellWord[] } {
  let { name, args } = invocation;
  if (/^python[\d.]*$/.test(name) && args[0]?.literal === '-m' && args[1]) {
    name = textOf(args[1]);
    args = args.slice(2);
  }
  name = /^pip[\d.]+$/.test(name) ? 'pip' : name;
  return { manager: PACKAGE_MANAGERS.find((one) => one.programs.includes(name)), args };
}

/** Whether any of the flags is given to an installation. */
export function isGiven(invocation: Invocation, flags: readonly string[]): boolean {
  return flags.some((flag) => (flag === '-qq' ? countQuiet(invocation) >= 2 : hasFlag(invocation, flag)));
}

function countQuiet(invocation: Invocation): number {
  return invocation.args.reduce((count, word) => {
    const text = textOf(word);
    const level = /^-q=(\d)$/.exec(text)?.[1];
    return count + (level ? Number(level) : /^-[A-Za-z]+$/.test(text) ? text.split('q').length - 1 : 0);
  }, 0);
}
