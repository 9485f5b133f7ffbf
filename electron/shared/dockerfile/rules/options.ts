import type { BuildOptions } from '../analysis/model';
import type { Severity } from './rule';

/** The settings of `.hadolint.yaml` that Drydock understands, already parsed from YAML. */
export interface HadolintConfig {
  ignored?: readonly string[];
  override?: Partial<Record<Severity, readonly string[]>>;
  trustedRegistries?: readonly string[];
  /** Label name to the kind of its value. */
  'label-schema'?: Readonly<Record<string, LabelKind>>;
  /** Labels outside the schema are reported. */
  'strict-labels'?: boolean;
  'disable-ignore-pragma'?: boolean;
  'failure-threshold'?: Severity | 'ignore' | 'none';
}

/** What a label's value must be. */
export type LabelKind = 'text' | 'rawtext' | 'url' | 'rfc3339' | 'spdx' | 'hash' | 'semver' | 'email';

/** How to lint; everything is optional. */
export interface LintOptions extends BuildOptions {
  /** The text of the `.dockerignore` that applies. */
  dockerignore?: string | undefined;
  hadolint?: HadolintConfig | undefined;
  /** BuildKit's check options (`skip=...;error=true`), which replace the file's `# check=`. */
  check?: string | undefined;
  /** Per rule id or alias: off, on with its own severity, or a severity. */
  rules?: Readonly<Record<string, 'off' | 'on' | Severity>> | undefined;
}
