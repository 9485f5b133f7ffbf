import type { YamlProblem } from '../yaml/problem';
import { spanOf } from '../yaml/source';

/** Collects what is found. */
export class Report {
  readonly problems: YamlProblem[] = [];

  error(rule: string, node: unknown, message: string, write?: string): void {
    this.add('error', rule, node, message, write);
  }

  warning(rule: string, node: unknown, message: string, write?: string): void {
    this.add('warning', rule, node, message, write);
  }

  /** @param write The text that would be right, where one is known. */
  private add(
    severity: YamlProblem['severity'],
    rule: string,
    node: unknown,
    message: string,
    write: string | undefined,
  ): void {
    const place = spanOf(node) ?? { start: 0, end: 0 };
    const fixes =
      write === undefined
        ? []
        : [{ title: `Write ${write}`, safe: true, edits: [{ ...place, text: write }] }];
    this.problems.push({ rule, severity, ...place, message, ...(fixes.length > 0 && { fixes }) });
  }
}
