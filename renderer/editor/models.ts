import type * as Monaco from 'monaco-editor/editor/editor.api';
import { languageOf } from './language-of';
import type { MonacoApi, TextModel } from './monaco';

/** Most models kept; those of the longest unused files go first. */
const kept = 40;

interface Entry {
  readonly model: TextModel;
  viewState: Monaco.editor.ICodeEditorViewState | null;
}

/**
 * One Monaco model for every file that was shown, so that undo history, cursor and scroll position survive a change
 * of tabs. A text that changed elsewhere is put in as an edit: undo brings the former one back.
 */
export class Models {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly monaco: MonacoApi) {}

  /** The model of a file with `text` in it. */
  of(workspace: string, path: string, text: string): TextModel {
    const key = `${workspace}/${path}`;
    const entry = this.entries.get(key) ?? this.create(key, path, text);
    this.entries.delete(key);
    this.entries.set(key, entry);
    this.update(entry.model, text);
    return entry.model;
  }

  /** Puts `text` into a model as an edit that can be undone; nothing happens when it is there already. */
  update(model: TextModel, text: string): void {
    // A model has one kind of line end; a text that differs only there is the same text to an editor.
    if (normal(model.getValue()) === normal(text)) return;
    model.pushStackElement();
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    model.pushStackElement();
  }

  viewState(workspace: string, path: string): Monaco.editor.ICodeEditorViewState | null {
    return this.entries.get(`${workspace}/${path}`)?.viewState ?? null;
  }

  rememberView(workspace: string, path: string, viewState: Monaco.editor.ICodeEditorViewState | null): void {
    const entry = this.entries.get(`${workspace}/${path}`);
    if (entry) entry.viewState = viewState;
  }

  private create(key: string, path: string, text: string): Entry {
    for (const [oldest, entry] of this.entries) {
      if (this.entries.size < kept) break;
      if (entry.model.isAttachedToEditor()) continue;
      entry.model.dispose();
      this.entries.delete(oldest);
    }
    const uri = this.monaco.Uri.from({ scheme: 'workspace', path: `/${key}` });
    const model = this.monaco.editor.createModel(text, languageOf(path), uri);
    return { model, viewState: null };
  }
}

function normal(text: string): string {
  return text.replace(/\r\n/g, '\n');
}

let shared: Models | undefined;

/** The window's models. */
export function modelsOf(monaco: MonacoApi): Models {
  shared ??= new Models(monaco);
  return shared;
}
