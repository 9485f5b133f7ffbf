/** Apptainer definition files: read, and translated so that another engine can build and run them. */
export { parseDefinition } from './definition';
export type { Definition, DefinitionSection, DefinitionStage } from './definition';
export { definitionToDockerfile, untranslatable } from './to-dockerfile';
