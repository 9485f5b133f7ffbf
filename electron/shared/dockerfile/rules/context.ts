import type { DockerfileAst, Instruction, Span } from '../ast';
import type { BuildModel, Step } from '../analysis/model';
import type { IgnoreMatcher } from '../dockerignore';
import type { Finding, Fix } from './rule';
import type { LintOptions } from './options';

/** Details of a finding. */
export interface FindingDetails {
  span?: Span;
  message?: string;
  detail?: string;
  line?: number;
  fixes?: Fix[];
}

/** What the checks read and where they report. */
export class RuleContext {
  readonly findings: Finding[] = [];

  constructor(
    readonly ast: DockerfileAst,
    readonly model: BuildModel,
    readonly options: LintOptions,
    readonly ignore: IgnoreMatcher | undefined,
  ) {}

  /** Reports a rule for an instruction. */
  report(rule: string, instruction: Instruction, details: FindingDetails = {}): void {
    const { span = instruction.keyword, ...rest } = details;
    this.findings.push({ rule, instruction, span: { start: span.start, end: span.end }, ...rest });
  }

  /** Reports a rule for a step: at its instruction, or, without place and fixes, at the FROM that inherited it. */
  reportStep(rule: string, step: Step, details: FindingDetails = {}): void {
    if (step.at === step.instruction) return this.report(rule, step.at, details);
    const { message, detail } = details;
    this.report(rule, step.at, {
      ...(message === undefined ? {} : { message }),
      ...(detail === undefined ? {} : { detail }),
    });
  }
}
