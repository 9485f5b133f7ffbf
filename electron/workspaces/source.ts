import type { LabKey } from '../shared/course/model';
import type { Variables } from '../shared/course/variables';

/** A file that a lab brings. */
export interface SourceFile {
  /** Relative to its folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** Where workspaces get a lab's files from. */
export interface LabSource {
  /**
   * The files of the lab's `start` or `solution` folder.
   *
   * @throws DrydockError `not-found` when no open course has the lab.
   */
  readonly labFiles: (lab: LabKey, folder: 'start' | 'solution') => Promise<readonly SourceFile[]>;
  /** What is drawn for each attempt; nothing when the lab is not there. */
  readonly labVariables?: (lab: LabKey) => Variables;
  /** The file that opens first, undefined when the lab is not there. */
  readonly labOpens: (lab: LabKey) => string | undefined;
}
