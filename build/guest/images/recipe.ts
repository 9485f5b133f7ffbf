import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import type { ContainerConfig } from '../../../electron/engines/embedded/store/oci';

/** How a base image is made from Debian packages. */
export interface BaseImageRecipe {
  /** Archive it is written to. */
  readonly file: string;
  /** Names of Docker Hub that it stands in for. */
  readonly names: readonly string[];
  /** Debian packages that its files come from, `name:architecture`. */
  readonly packages: readonly string[];
  readonly config: ContainerConfig;
  /** Its files; `work` is a folder of its own for what must be unpacked. */
  files(work: string): readonly FileNode[] | Promise<readonly FileNode[]>;
}
