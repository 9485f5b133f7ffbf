import type { Command } from 'commander';

/** Lets a command choose its engine. */
export function withEngine(command: Command): Command {
  return command.option(
    '--engine <engine>',
    'auto, embedded, docker, podman, or an id from "engines"',
    'auto',
  );
}

/** Gathers an option that may be given several times. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
