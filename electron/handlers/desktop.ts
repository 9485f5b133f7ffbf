/** What handlers ask of the learner's desktop. Electron's is in ../desktop.ts; tests bring their own. */
export interface Desktop {
  /** A folder that the learner chose; null when they closed the dialog. Likewise below. */
  chooseFolder(title: string): Promise<string | null>;
  chooseFile(title: string, type: FileType): Promise<string | null>;
  chooseTarget(title: string, suggested: string, type: FileType): Promise<string | null>;
  /** Asks before something that cannot be undone or that leaves the app. The safe answer is the default. */
  confirm(question: Question): Promise<boolean>;
  openInBrowser(url: string): Promise<void>;
  /** Shows a folder in the file manager. @throws DrydockError when the system refuses. */
  openFolder(path: string): Promise<void>;
  copy(text: string): void;
}

/** A kind of file in a dialog: its name for people, and its extensions without a dot. */
export interface FileType {
  readonly name: string;
  readonly extensions: readonly string[];
}

export interface Question {
  readonly question: string;
  readonly detail: string;
  /** What the button says that goes ahead. */
  readonly action: string;
}
