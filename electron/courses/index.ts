export { Catalogue, type CatalogueOptions } from './catalogue';
export type { LoadedCourse, LoadedLab, LoadedLesson, LoadedSlide } from './loaded';
export { readDeckSource, saveDeckSource } from './deck-source';
