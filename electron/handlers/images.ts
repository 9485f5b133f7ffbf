import type { OpenImages } from '../containers/open-images';
import type { Pulls } from '../containers/pulls';
import type { Engines } from '../engines/select';
import type { SettingsStore } from '../settings';
import type { Handlers } from '../shared/contract';

/** What the handlers of images work with. */
export interface ImageServices {
  readonly engines: Engines;
  readonly settings: SettingsStore;
  readonly pulls: Pulls;
  readonly openImages: OpenImages;
}

type Methods = Extract<keyof Handlers, `images.${string}`>;

/** Bytes of a file that a page gets. */
const FILE_CAP = 1024 * 1024;

/** Handlers of images: what is in them, layer by layer. */
export function imageHandlers({
  engines,
  settings,
  pulls,
  openImages,
}: ImageServices): Pick<Handlers, Methods> {
  const engine = () => engines.select(settings.get().engine);
  const images = async () => (await engine()).images;
  return {
    'images.list': async () => (await images()).list(),
    'images.inspect': async (reference) => (await images()).inspect(reference),
    'images.history': async (reference) => (await images()).history(reference),
    'images.remove': async (reference) => (await images()).remove(reference),
    'images.layers': async (reference) => (await images()).layers(reference, openImages.told(reference)),
    'images.files': async (reference, layer) =>
      (await images()).files(reference, layer ?? undefined, openImages.joined(reference)),
    'images.leave': async (reference) => {
      openImages.leave(reference);
    },
    'images.file': async (reference, path, layer) =>
      (await images()).readFile(reference, path, { cap: FILE_CAP, ...(layer !== null && { layer }) }),
    'images.diff': async (before, after) => (await images()).diff(before, after),
    'images.pull': async (reference) => pulls.start(await engine(), reference),
    'images.cancelPull': async (transfer) => {
      pulls.cancel(transfer);
    },
  };
}
