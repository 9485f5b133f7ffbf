import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import type { ContainerConfig } from '../../../electron/engines/embedded/store/oci';
import type { DebianPackage } from './packages';

/** How a base image is made from Debian packages. */
export interface BaseImageRecipe {
  /** Its short name, and that of the file with its layer. */
  readonly id: string;
  /** Names of Docker Hub that it stands in for, the one to show first; none for what only others stand on. */
  readonly names: readonly string[];
  /** One sentence for people: what it has, and what it lacks beside the image of that name. */
  readonly about: string;
  /** The image whose layers lie below its own. */
  readonly base?: BaseImageRecipe;
  /** Debian packages that its files come from, `name` or `name:architecture`. */
  readonly packages: readonly string[];
  /** What differs from the configuration of the base. */
  config(packages: readonly DebianPackage[]): ContainerConfig;
  /** The files of its layer. `below` is the tree of the base, `work` a folder of its own for what must be unpacked. */
  files(
    packages: readonly DebianPackage[],
    work: string,
    below: readonly FileNode[],
  ): readonly FileNode[] | Promise<readonly FileNode[]>;
}

/** The upstream version in a Debian version: `7.0.15` of `5:7.0.15-1~deb12u7`. */
export function upstreamVersion(packages: readonly DebianPackage[], name: string): string {
  const version = packages.find((each) => each.name === name)?.version ?? '';
  return version.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
}
