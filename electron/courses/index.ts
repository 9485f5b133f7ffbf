export { Catalogue, type CatalogueOptions } from './catalogue';
export type { LoadedCourse, LoadedLab, LoadedLesson, LoadedSlide } from './loaded';
