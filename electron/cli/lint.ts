import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { HadolintConfig, ReportedProblem, ReportFormat, Severity } from '../shared/dockerfile';
import { fixAll, formatReport, lint, reaches } from '../shared/dockerfile';
import { lineStartsOf, positionAt } from '../shared/dockerfile/lexer/positions';
import { DrydockError } from '../shared/errors';
import { HADOLINT_FILES, readHadolint } from '../shared/hadolint/config';
import { checkYaml } from '../shared/yaml/service';
import { atomicWrite } from '../storage/atomic-write';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT } from './context';
import { readInput } from './read-input';

/** Options of `drydock lint`. */
export interface LintCommandOptions extends JsonOption {
  /** Build context, for the rules that look at `.dockerignore`; the file's folder by default. */
  readonly context?: string;
  readonly format: ReportFormat;
  /** Apply every fix that is safe, and report what is left. */
  readonly fix?: boolean;
  /** A `.hadolint.yaml`; otherwise that of the context or of the current folder. */
  readonly config?: string;
  /** From which severity on the result is negative. */
  readonly threshold?: Threshold;
}

/** A severity, or `none` for a result that is never negative. */
export type Threshold = Severity | 'none';

/** `drydock lint FILE…`: what is wrong with Dockerfiles, Compose files and Kubernetes files. */
export async function lintCommand(
  context: CliContext,
  files: readonly string[],
  options: LintCommandOptions,
): Promise<ExitCode> {
  const reports = [];
  let threshold: Threshold = options.threshold ?? 'warning';
  for (const file of files) {
    const linter = await linterFor(file, options);
    let text = await readInput(resolve(file));
    if (options.fix) {
      const fixed = fixAll(text, linter.lint);
      if (fixed !== text) await atomicWrite(resolve(file), fixed);
      text = fixed;
    }
    if (options.threshold === undefined && linter.threshold) threshold = linter.threshold;
    reports.push({ path: file, diagnostics: linter.lint(text) });
  }
  const format = options.json ? 'json' : options.format;
  context.out(formatReport(reports, format));
  if (format === 'text' && reports.every(({ diagnostics }) => diagnostics.length === 0)) {
    context.out(`${files.join(', ')}: nothing to complain about\n`);
  }
  const isReached = reports.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => threshold !== 'none' && reaches(severity, threshold)),
  );
  return isReached ? EXIT.negative : EXIT.ok;
}

interface Linter {
  readonly lint: (text: string) => readonly ReportedProblem[];
  readonly threshold?: Threshold;
}

async function linterFor(file: string, options: LintCommandOptions): Promise<Linter> {
  const path = resolve(file);
  if (/\.ya?ml$/i.test(path)) return { lint: (text) => yamlProblems(path, text) };
  const folder = resolve(options.context ?? dirname(path));
  const ignore = ignoreFileOf(path, folder);
  const dockerignore = ignore === undefined ? undefined : await readInput(ignore);
  const hadolint = await configFor(folder, options.config);
  const threshold = hadolint['failure-threshold'];
  return {
    lint: (text) => lint(text, { dockerignore, hadolint }),
    ...(threshold && { threshold: threshold === 'ignore' ? 'none' : threshold }),
  };
}

/** As the builder does: the Dockerfile's own ignore file stands beside it, the usual one at the top of the context. */
function ignoreFileOf(path: string, folder: string): string | undefined {
  return [`${path}.dockerignore`, join(folder, '.dockerignore')].find((each) => existsSync(each));
}

/** @throws DrydockError `invalid-input` for settings that cannot be read. */
async function configFor(folder: string, named: string | undefined): Promise<HadolintConfig> {
  const places = [folder, process.cwd()].flatMap((place) => HADOLINT_FILES.map((name) => join(place, name)));
  const path = named === undefined ? places.find((place) => existsSync(place)) : resolve(named);
  if (path === undefined) return {};
  const text = await readInput(path);
  const { config, problems } = readHadolint(text);
  const [first] = problems;
  if (!first) return config;
  const { line } = positionAt(lineStartsOf(text), first.start);
  const where = relative(process.cwd(), path) || basename(path);
  throw new DrydockError({
    kind: 'invalid-input',
    message: `${where}:${String(line)}: ${first.message}`,
    remedy: 'Correct the settings, or name others with --config.',
  });
}

function yamlProblems(path: string, text: string): ReportedProblem[] {
  const lines = lineStartsOf(text);
  return checkYaml(path, text).map(({ rule, severity, start, end, message, fixes = [] }) => {
    const from = positionAt(lines, start);
    const to = positionAt(lines, end);
    return {
      rule,
      aliases: [],
      severity,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      message,
      fixes,
    };
  });
}
