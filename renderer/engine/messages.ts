import type { EngineKind } from '../../electron/shared/engine/status';
import type { EngineUpkeep } from '../../electron/shared/engine/upkeep';

/** What is said of where engines run, and of the one inside the app. */
export const engineMessages = {
  title: 'The engine inside Drydock',
  where: {
    docker:
      'Builds and containers run in Docker on the machine that it is on, as its own command would run them. Drydock only asks it.',
    podman:
      'Builds and containers run in Podman on the machine that it is on, as its own command would run them. Drydock only asks it.',
    embedded:
      'Builds and containers run inside Drydock: a real Linux kernel in a virtual computer, in a process of the app. Nothing is installed, nothing needs a network or rights, and nothing leaves it.',
  } satisfies Record<EngineKind, string>,
  speed:
    'Its processor is imitated, about 20 times slower than yours: steps that write files or start a few programs take about as long as elsewhere, and steps that compute take much longer.',
  machine: 'It is a 32-bit machine: it runs images for linux/386, such as those that come with it.',
  use: 'What it takes',
  state: {
    off: 'Off: it takes no memory',
    resting: 'Resting: it takes memory and no processor',
    working: 'Working',
  } satisfies Record<EngineUpkeep['state'], string>,
  stateName: 'State',
  memory: 'Memory',
  cpu: 'Processor',
  disk: 'On the disk',
  diskOf: (bytes: string, cap: string) => `${bytes} of ${cap}`,
  cap: 'Room on the disk',
  capHint:
    'When images and build cache take more, the steps go that were not used for longest. Your images stay.',
  downloads: 'Hosts that builds may fetch from',
  downloadsHint:
    'ADD can fetch a file or a repository from the network. The engine inside fetches nothing unless you name its host here.',
  downloadsNone: 'None: builds stay offline.',
  downloadHost: 'Host to allow',
  downloadExample: 'example.org',
  downloadAdd: 'Allow',
  downloadRemove: (host: string) => `No longer allow ${host}`,
  downloadWrong: 'Write the name of a host, such as example.org.',
  cpuNow: (percent: number) => `${percent.toFixed(percent < 10 ? 1 : 0)} % of one CPU`,
  unknown: 'none',
  reset: 'Reset the engine…',
  resetHint: 'Removes the images you built with it, its cache and its saved state. It asks once more.',
  wasReset: 'The engine was reset. The next build prepares it anew.',
  failed: 'The engine could not be asked',
  more: 'What runs where, what it takes, reset',
  preparing: 'Preparing the engine',
  preparingText: 'This happens once and takes some seconds.',
  preparingBuild: 'This happens once and takes some seconds. The build goes on by itself.',
} as const;
