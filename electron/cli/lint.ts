import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { dockerignoreFor, lint } from '../shared/dockerfile';
import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT, writeJson } from './context';
import { readInput } from './read-input';

/** Options of `drydock lint`. */
export interface LintCommandOptions extends JsonOption {
  /** Build context, for the rules that look at `.dockerignore`; the file's folder by default. */
  readonly context?: string;
  readonly format: 'text' | 'json';
}

/** `drydock lint FILE`: what is wrong with a Dockerfile. Negative when there is an error. */
export async function lintCommand(
  context: CliContext,
  file: string,
  options: LintCommandOptions,
): Promise<ExitCode> {
  const path = resolve(file);
  const folder = resolve(options.context ?? dirname(path));
  const ignore = dockerignoreFor('Dockerfile', (name) => existsSync(join(folder, name)));
  const diagnostics = lint(await readInput(path), {
    ...(ignore !== undefined && { dockerignore: await readInput(join(folder, ignore)) }),
  });
  if (options.json || options.format === 'json') writeJson(context, diagnostics);
  else {
    for (const each of diagnostics) {
      context.out(`${file}:${each.line}:${each.column}: ${each.severity} ${each.rule}: ${each.message}\n`);
    }
    if (diagnostics.length === 0) context.out(`${file}: nothing to complain about\n`);
  }
  return diagnostics.some((each) => each.severity === 'error') ? EXIT.negative : EXIT.ok;
}
