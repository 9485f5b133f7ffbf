export { Workspaces } from './workspaces';
export type { LabSource, SourceFile } from './source';
