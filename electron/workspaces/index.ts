export { Workspaces, type WorkspacesOptions, workspacesFolder } from './workspaces';
export type { LabSource, SourceFile } from './source';
