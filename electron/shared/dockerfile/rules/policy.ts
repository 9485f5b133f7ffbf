import type { DockerfileAst, Instruction } from '../ast';
import { commentsOf } from '../parse';
import type { CheckOptions, InstructionPragmas } from '../pragmas';
import { fileCheckOptions, globalIgnores, instructionPragmas, parseCheckOptions } from '../pragmas';
import type { LintOptions } from './options';
import { findRule } from './registry';
import type { Finding, Rule, Severity } from './rule';
import { SEVERITIES } from './rule';

/** Decides whether a finding is shown and how severe it is, from pragmas, `.hadolint.yaml` and settings. */
export class Policy {
  readonly #check: CheckOptions;
  readonly #options: LintOptions;
  readonly #ignored: ReadonlySet<string>;
  readonly #pragmas = new Map<Instruction, InstructionPragmas | undefined>();

  constructor(ast: DockerfileAst, options: LintOptions) {
    this.#options = options;
    this.#check = options.check === undefined ? fileCheckOptions(ast) : parseCheckOptions(options.check);
    const ignored = new Set(options.hadolint?.ignored);
    if (this.#usesPragmas && ast.text.includes('hadolint')) {
      for (const rule of globalIgnores(commentsOf(ast))) ignored.add(rule);
    }
    this.#ignored = ignored;
  }

  /** The severity to show, or undefined to show nothing. */
  severityOf(finding: Finding): Severity | undefined {
    const rule = findRule(finding.rule);
    if (!rule) return 'error';
    if (rule.source === 'syntax') return 'error';
    const names = [rule.id, ...rule.aliases];
    const setting = this.#setting(names);
    if (setting === 'off' || names.some((name) => this.#ignored.has(name))) return undefined;
    if (!this.#isOn(rule, names, setting)) return undefined;
    if (finding.instruction && this.#isSkipped(finding.instruction, rule, names)) return undefined;
    if (setting && setting !== 'on') return setting;
    const override = this.#override(names);
    if (override) return override;
    return this.#check.error && rule.source === 'buildkit' ? 'error' : rule.severity;
  }

  get #usesPragmas(): boolean {
    return this.#options.hadolint?.['disable-ignore-pragma'] !== true;
  }

  #setting(names: readonly string[]): 'off' | 'on' | Severity | undefined {
    const { rules } = this.#options;
    if (!rules) return undefined;
    const name = names.find((one) => Object.hasOwn(rules, one));
    return name === undefined ? undefined : rules[name];
  }

  #isOn(rule: Rule, names: readonly string[], setting: string | undefined): boolean {
    const check = this.#check;
    if (rule.experimental) {
      return check.experimentalAll || check.experimental.has(rule.id) || setting !== undefined;
    }
    if (check.skipAll || names.some((name) => check.skip.has(name))) return false;
    return rule.enabled || setting !== undefined;
  }

  #isSkipped(instruction: Instruction, rule: Rule, names: readonly string[]): boolean {
    if (instruction.comments.length === 0 || rule.id === 'InlineIgnore') return false;
    let pragmas = this.#pragmas.get(instruction);
    if (!this.#pragmas.has(instruction)) {
      pragmas = instructionPragmas(instruction);
      this.#pragmas.set(instruction, pragmas);
    }
    if (!pragmas || rule.experimental) return false;
    return pragmas.skipAll || names.some((name) => pragmas.skip.has(name));
  }

  #override(names: readonly string[]): Severity | undefined {
    const overrides = this.#options.hadolint?.override;
    if (!overrides) return undefined;
    return SEVERITIES.find((severity) => overrides[severity]?.some((name) => names.includes(name)));
  }
}
