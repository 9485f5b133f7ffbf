/** A layer as a registry knows it: by its digest. Size in megabytes. */
export interface RegistryLayer {
  readonly digest: string;
  readonly what: string;
  readonly size: number;
}

const layers = {
  base: { digest: '6c2f41', what: 'base system', size: 28 },
  python: { digest: 'a90d17', what: 'Python', size: 45 },
  packages: { digest: '3be8c2', what: 'packages', size: 120 },
  app1: { digest: 'f04a55', what: 'app 1.0', size: 2 },
  app2: { digest: '91c7ee', what: 'app 1.1', size: 2 },
  page: { digest: 'd5520b', what: 'web page', size: 4 },
} satisfies Record<string, RegistryLayer>;

/** The figure's images, lowest layer first. They share what they stand on. */
export const registryImages = {
  'tide:1.0': [layers.base, layers.python, layers.packages, layers.app1],
  'tide:1.1': [layers.base, layers.python, layers.packages, layers.app2],
  'page:3': [layers.base, layers.page],
} as const satisfies Record<string, readonly RegistryLayer[]>;
export type RegistryImage = keyof typeof registryImages;
export const registryImageNames = Object.keys(registryImages) as readonly RegistryImage[];

/** One place that stores images: the laptop, the registry or the server. */
export interface ImageStore {
  readonly images: readonly RegistryImage[];
  readonly digests: readonly string[];
}

export const emptyStore: ImageStore = { images: [], digests: [] };

/** A store that has these images and their layers. */
export function storeWith(images: readonly RegistryImage[]): ImageStore {
  return images.reduce((store, image) => transfer(image, storeOf(image), store).store, emptyStore);
}

const storeOf = (image: RegistryImage): ImageStore => ({
  images: [image],
  digests: registryImages[image].map(({ digest }) => digest),
});

/** What was moved, what was there already, and the receiving store afterwards. Null where the sender lacks the image. */
export interface Transfer {
  readonly moved: readonly RegistryLayer[];
  readonly present: readonly RegistryLayer[];
  /** Megabytes. */
  readonly size: number;
  readonly store: ImageStore;
}

/** Sends an image: first the manifest is compared by digest, then only what is missing travels, then the name is set. */
export function transfer(image: RegistryImage, from: ImageStore, to: ImageStore): Transfer {
  const wanted: readonly RegistryLayer[] = from.images.includes(image) ? registryImages[image] : [];
  const moved = wanted.filter(({ digest }) => !to.digests.includes(digest));
  const present = wanted.filter(({ digest }) => to.digests.includes(digest));
  const images = to.images.includes(image) || wanted.length === 0 ? to.images : [...to.images, image];
  return {
    moved,
    present,
    size: moved.reduce((sum, { size }) => sum + size, 0),
    store: { images, digests: [...to.digests, ...moved.map(({ digest }) => digest)] },
  };
}
