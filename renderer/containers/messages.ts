import type { ContainerState, Health } from '../../electron/shared/engine/container';
import type { ContainerAction } from './actions';

function count(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;
}

/** How long ago something was, as people say it. */
function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${count(Math.floor(seconds / 86_400), 'day')} ago`;
}

/** What the view of containers says. */
export const containerMessages = {
  ago,
  title: 'Containers',
  intro: 'What Drydock started. Containers that you made elsewhere are not shown, and never touched.',
  list: 'Containers',
  running: (n: number, all: number) => (all === 0 ? 'none' : `${n} of ${count(all, 'container')} running`),
  refresh: 'Look again',
  prune: 'Remove what has ended',
  pruned: (n: number) => (n === 0 ? 'There was nothing to remove.' : `Removed ${count(n, 'container')}.`),
  emptyTitle: 'No containers yet',
  emptyText: 'Build an image in a lab and run it, or run one from the list of images.',
  toImages: 'Go to the images',
  playground: 'Make a container by hand',
  playgroundText:
    'A playground is a throw-away container with every privilege in the kernel inside Drydock: call unshare, mount and chroot yourself.',
  chooseTitle: 'Choose a container',
  chooseText: 'Its output, its processes and what it uses are shown here.',
  failed: 'The containers could not be listed',
  gone: 'This container is gone',
  goneText: 'It was removed, here or elsewhere.',
  states: {
    created: 'Created',
    running: 'Running',
    paused: 'Paused',
    restarting: 'Restarting',
    removing: 'Being removed',
    exited: 'Ended',
    dead: 'Dead',
  } satisfies Record<ContainerState, string>,
  health: { none: '', starting: 'starting', healthy: 'healthy', unhealthy: 'unhealthy' } satisfies Record<
    Health,
    string
  >,
  actions: {
    start: 'Start',
    stop: 'Stop',
    kill: 'Kill',
    restart: 'Restart',
    pause: 'Pause',
    unpause: 'Resume',
    remove: 'Remove',
  } satisfies Record<ContainerAction, string>,
  more: (name: string) => `More actions for ${name}`,
  rename: 'Rename…',
  renameTitle: 'Rename the container',
  newName: 'New name',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: 'It is stopped first. Its files and its logs go with it; its image and named volumes stay.',
  tabs: 'Container',
  tab: {
    terminal: 'Terminal',
    logs: 'Logs',
    preview: 'Preview',
    use: 'Use',
    processes: 'Processes',
    changes: 'Files',
    details: 'Details',
    hood: 'Under the hood',
  },
  loadFailed: 'The engine could not say it',
  lost: 'The engine stopped while this container ran. It starts anew by itself: run the image again.',
  logs: (name: string) => `Logs of ${name}`,
  noLogs: 'It has written nothing yet.',
  wroteNothing: 'It ended without having written anything.',
  follow: 'Followed while it runs',
  use: {
    cpu: 'CPU',
    memory: 'Memory',
    network: 'Network',
    disk: 'Disk',
    processes: 'Processes',
    cpuNow: (percent: number) => `${percent.toFixed(percent < 10 ? 1 : 0)} %`,
    ofLimit: (limit: string) => `of ${limit}`,
    received: (amount: string) => `${amount}/s in`,
    sent: (amount: string) => `${amount}/s out`,
    read: (amount: string) => `${amount}/s read`,
    written: (amount: string) => `${amount}/s written`,
    seconds: (n: number) => `last ${n} s`,
    waiting: 'Measuring',
    stopped: 'It does not run, so it uses nothing.',
    unsupported: 'This engine does not measure what containers use.',
    chart: (what: string, now: string, most: string) => `${what}: ${now} now, at most ${most} of late`,
    cpuHint: '100 % is one whole CPU.',
  },
  processes: 'Processes as the engine sees them',
  notRunning: 'It does not run, so it has no processes.',
  changesTitle: 'What it has otherwise than its image',
  changesText:
    'These files are in the thin layer that belongs to this container alone. They go when it is removed.',
  noChanges: 'Nothing was written yet: its files are those of its image.',
  changesLabel: 'Changed files',
  details: {
    image: 'Image',
    id: 'Id',
    command: 'Command',
    created: 'Created',
    started: 'Started',
    finished: 'Ended',
    exitCode: 'Exit code',
    outOfMemory: 'The kernel ended it: it wanted more memory than it may have (OOMKilled).',
    user: 'User',
    workingDir: 'Folder',
    hostname: 'Host name',
    pid: 'Process id outside',
    ports: 'Ports',
    networks: 'Networks',
    mounts: 'Mounts',
    limits: 'Limits',
    restart: 'Restart',
    env: 'Environment',
    labels: 'Labels',
    healthLog: 'Health checks',
    none: 'none',
    notLimited: 'not limited',
    memory: (amount: string) => `${amount} of memory`,
    cpus: (n: number) => (n === 1 ? '1 CPU' : `${n} CPUs`),
    processes: (n: number) => `${count(n, 'process').replace('processs', 'processes')}`,
    exposed: 'exposed, not published',
    copy: (what: string) => `Copy ${what}`,
    copied: 'Copied.',
    readOnly: 'read-only',
  },
} as const;
