import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * Files that take long, in the order in which they begin: by their seconds on two processors, but for those that say
 * otherwise. They begin first, so that at the end no long one keeps everybody waiting. A file that is missing here only
 * begins later.
 */
const SECONDS: readonly (readonly [end: string, seconds: number])[] = [
  ['cli/course.test.ts', 150],
  ['podman/podman.contract.test.ts', 50],
  ['checks/watched.test.ts', 37],
  ['docker/docker.contract.test.ts', 35],
  ['progress/kill.test.ts', 31],
  ['docker/broken-daemon.test.ts', 22],
  ['checks/compose.test.ts', 14],
  ['containers/containers.test.ts', 13],
  ['dockerfile/docker.differential.test.ts', 13],
  // The embedded engine takes a processor for itself, and these measure it: not beside the course, which does so too.
  ['embedded/faults.test.ts', 12],
  ['embedded/own-kernel.test.ts', 11],
  ['embedded/embedded.contract.test.ts', 10],
  ['docker/classic.contract.test.ts', 9],
  ['dockerfile/fuzz.test.ts', 9],
  ['store/disk-full.test.ts', 9],
];

/** Sorts test files: those that take long first, the others as Vitest does. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted
      .map((file, at) => ({ file, at, seconds: secondsOf(file.moduleId) }))
      .sort((one, other) => other.seconds - one.seconds || one.at - other.at)
      .map(({ file }) => file);
  }
}

function secondsOf(path: string): number {
  return SECONDS.find(([end]) => path.endsWith(end))?.[1] ?? 0;
}
