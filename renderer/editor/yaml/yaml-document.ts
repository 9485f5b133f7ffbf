import { applyEdits, fixAll } from '../../../electron/shared/dockerfile/fix';
import { lineStartsOf, positionAt } from '../../../electron/shared/dockerfile/lexer/positions';
import { languageFor } from '../../../electron/shared/yaml/choose';
import { checkYaml, problemsOf } from '../../../electron/shared/yaml/service';
import type { YamlSource } from '../../../electron/shared/yaml/source';
import { readYaml } from '../../../electron/shared/yaml/source';
import type { PlacedYamlProblem, WantedYamlFix, YamlAction } from './protocol';

/** One open YAML file in the worker. What was found is kept until its text changes. */
export class YamlDocument {
  private read: YamlSource | undefined;
  private found: readonly PlacedYamlProblem[] | undefined;

  constructor(
    readonly key: string,
    public text: string,
    public version: number,
  ) {}

  update(text: string, version: number): void {
    this.text = text;
    this.version = version;
    this.read = undefined;
    this.found = undefined;
  }

  /** The facts change what is offered, not what is wrong. */
  forget(): void {
    return undefined;
  }

  get source(): YamlSource {
    this.read ??= readYaml(this.text);
    return this.read;
  }

  get problems(): readonly PlacedYamlProblem[] {
    if (!this.found) {
      const lines = lineStartsOf(this.text);
      this.found = problemsOf(this.source, languageFor(this.key, this.text)).map((problem) => {
        const start = positionAt(lines, problem.start);
        const end = positionAt(lines, Math.max(problem.end, problem.start));
        return {
          ...problem,
          line: start.line,
          column: start.column,
          endLine: end.line,
          endColumn: end.column,
        };
      });
    }
    return this.found;
  }

  fixed({ rule, line, title }: WantedYamlFix): string | undefined {
    const fix = this.problems
      .filter((problem) => problem.rule === rule && problem.line === line)
      .flatMap(({ fixes = [] }) => fixes)
      .find((one) => one.title === title);
    return fix && applyEdits(this.text, fix.edits);
  }

  fixedAll(): string {
    return fixAll(this.text, (text) => checkYaml(this.key, text).map(({ fixes = [] }) => ({ fixes })));
  }

  actions(start: number, end: number): readonly YamlAction[] {
    return this.problems
      .filter((problem) => problem.start <= end && start <= problem.end)
      .flatMap(({ rule, fixes = [] }) => fixes.map(({ title, edits }) => ({ title, rule, edits })));
  }
}
