import type { BuildModel, DockerfileAst, LintOptions, LintResult } from '../../../electron/shared/dockerfile';
import { DocumentModel, lintAst } from '../../../electron/shared/dockerfile';

/**
 * One open file in the worker. It is read as a Dockerfile when it is first asked about as one; a new text re-reads only
 * what changed, and what was found is kept until then.
 */
export class LanguageDocument {
  private document: DocumentModel | undefined;
  private linted: LintResult | undefined;

  constructor(
    readonly key: string,
    public text: string,
    public version: number,
  ) {}

  get ast(): DockerfileAst {
    this.document ??= new DocumentModel(this.text);
    return this.document.ast;
  }

  update(text: string, version: number): void {
    this.text = text;
    this.document?.replace(text);
    this.version = version;
    this.forget();
  }

  /** Drops what was found: the text or the facts around it changed. */
  forget(): void {
    this.linted = undefined;
  }

  /** What is wrong, and the stages with their variables. */
  lint(options: LintOptions): LintResult {
    this.linted ??= lintAst(this.ast, options);
    return this.linted;
  }

  model(options: LintOptions): BuildModel {
    return this.lint(options).model;
  }
}
