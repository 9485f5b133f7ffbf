/** Commands of docker and podman as text: taken apart, compared by what they do, and turned into a container. */
export { parseCommand, parseCommands } from './parse';
export type { CommandFile, ContainerCommand } from './parse';
export { compareCommands } from './compare';
export type { CommandDifference } from './compare';
export { readContainerOptions } from './container-options';
export type { ContainerOptions } from './container-options';
export { normaliseImage, parsePublish } from './values';
