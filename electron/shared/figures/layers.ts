/** What one layer says of a path: its content, or that it is gone. */
export type LayerEntry = { readonly kind: 'file'; readonly text: string } | { readonly kind: 'whiteout' };

/** A layer: read-only in an image, writable on top of a container. */
export interface FigureLayer {
  readonly name: string;
  readonly entries: Readonly<Record<string, LayerEntry>>;
}

export const stackPaths = ['/bin/sh', '/srv/app.py', '/srv/key.txt', '/srv/data.csv'] as const;
export type StackPath = (typeof stackPaths)[number];
export const stackContainers = ['a', 'b'] as const;
export type StackContainer = (typeof stackContainers)[number];

const file = (text: string): LayerEntry => ({ kind: 'file', text });

/** The image of the figure, lowest layer first: its third layer deletes a file of the second. */
export const stackImage: readonly FigureLayer[] = [
  { name: 'FROM base', entries: { '/bin/sh': file('shell') } },
  {
    name: 'COPY . /srv',
    entries: { '/srv/app.py': file('v1'), '/srv/key.txt': file('secret'), '/srv/data.csv': file('9 rows') },
  },
  { name: 'RUN rm key.txt', entries: { '/srv/key.txt': { kind: 'whiteout' } } },
];

/** The writable layers of two containers of that one image. */
export type StackState = Readonly<Record<StackContainer, FigureLayer>>;

export const freshStack: StackState = {
  a: { name: 'container a', entries: {} },
  b: { name: 'container b', entries: {} },
};

/** What a container sees at a path, and which layer (index from the bottom) decided it; null where nothing is. */
export function look(
  state: StackState,
  container: StackContainer,
  path: StackPath,
): { readonly text: string; readonly layer: number } | null {
  const layers = [...stackImage, state[container]];
  for (let layer = layers.length - 1; layer >= 0; layer -= 1) {
    const entry = layers[layer]?.entries[path];
    if (entry) return entry.kind === 'file' ? { text: entry.text, layer } : null;
  }
  return null;
}

/** What an action did, for the sentence below the figure. */
export type StackEffect =
  | { readonly kind: 'copied-up'; readonly from: number }
  | { readonly kind: 'changed' }
  | { readonly kind: 'created' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'nothing' };

/** Changes a file, or makes it. A file of the image is first copied up, whole, into the container's own layer. */
export function write(
  state: StackState,
  container: StackContainer,
  path: StackPath,
): { readonly state: StackState; readonly effect: StackEffect } {
  const seen = look(state, container, path);
  const text = seen === null ? 'new' : `${seen.text}*`;
  const effect: StackEffect =
    seen === null
      ? { kind: 'created' }
      : seen.layer < stackImage.length
        ? { kind: 'copied-up', from: seen.layer }
        : { kind: 'changed' };
  return { state: withEntry(state, container, path, file(text)), effect };
}

/** Removes a file: one of the container's own goes; one of the image is only hidden by a whiteout. */
export function remove(
  state: StackState,
  container: StackContainer,
  path: StackPath,
): { readonly state: StackState; readonly effect: StackEffect } {
  if (look(state, container, path) === null) return { state, effect: { kind: 'nothing' } };
  const below = stackImage.findLast((layer) => layer.entries[path] !== undefined)?.entries[path];
  if (below?.kind === 'file') {
    return { state: withEntry(state, container, path, { kind: 'whiteout' }), effect: { kind: 'hidden' } };
  }
  const entries = Object.fromEntries(
    Object.entries(state[container].entries).filter(([other]) => other !== path),
  );
  return { state: { ...state, [container]: { ...state[container], entries } }, effect: { kind: 'removed' } };
}

function withEntry(
  state: StackState,
  container: StackContainer,
  path: StackPath,
  entry: LayerEntry,
): StackState {
  const layer = state[container];
  return { ...state, [container]: { ...layer, entries: { ...layer.entries, [path]: entry } } };
}
