import type { ContainerConfig, OciConfig, OciHistory } from '../store/oci';
import type { Digest } from '../store/digest';

/** An image while it is built: configuration, history and layers so far. Values are replaced, never changed. */
export interface ImageState {
  readonly config: ContainerConfig;
  readonly author: string | undefined;
  readonly history: readonly OciHistory[];
  /** Digests of the layers' tars, base first. */
  readonly layers: readonly Digest[];
}

/** The comment by which BuildKit marks what it built. */
const COMMENT = 'buildkit.dockerfile.v0';

/** FROM scratch: no files, and the settings that BuildKit gives an image of its own. */
export const SCRATCH: ImageState = {
  config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], WorkingDir: '/' },
  author: undefined,
  history: [],
  layers: [],
};

/** What a stage begins with when it builds on an image. */
export function fromImage(image: OciConfig): ImageState {
  return {
    config: image.config ?? {},
    author: image.author,
    history: image.history ?? image.rootfs.diff_ids.map(() => ({})),
    layers: image.rootfs.diff_ids,
  };
}

/** Adds a line to the history, and the layer that it made. */
export function commit(state: ImageState, createdBy: string, created: string, layer?: Digest): ImageState {
  const entry: OciHistory = {
    created,
    created_by: createdBy,
    comment: COMMENT,
    ...(layer === undefined && { empty_layer: true }),
  };
  return {
    ...state,
    history: [...state.history, entry],
    layers: layer === undefined ? state.layers : [...state.layers, layer],
  };
}

/** With other settings; `undefined` takes one away. */
export function configure(state: ImageState, settings: Partial<ContainerConfig>): ImageState {
  const config = Object.fromEntries(
    Object.entries({ ...state.config, ...settings }).filter(([, value]) => value !== undefined),
  );
  return { ...state, config };
}

/** With the variable set: in the place where it was, or at the end. */
export function withVariable(env: readonly string[], name: string, value: string): string[] {
  const line = `${name}=${value}`;
  const at = env.findIndex((each) => each.startsWith(`${name}=`));
  return at < 0 ? [...env, line] : env.map((each, index) => (index === at ? line : each));
}

/** The finished image's configuration. `created` is ISO 8601. */
export function toOciConfig(state: ImageState, created: string): OciConfig {
  return {
    architecture: '386',
    os: 'linux',
    created,
    ...(state.author !== undefined && { author: state.author }),
    config: state.config,
    rootfs: { type: 'layers', diff_ids: [...state.layers] },
    history: [...state.history],
  };
}
