import { findRule, RULES } from '../dockerfile/rules/registry';
import { SEVERITIES } from '../dockerfile/rules/rule';
import type { Schema } from '../yaml/schema';
import { choice, entries, flag, list, map, text } from '../yaml/schema';

/** Rules that can be switched off: what BuildKit refuses stays an error. */
const OPTIONAL = RULES.filter((rule) => rule.source !== 'syntax');

const rules = (doc: string): Schema =>
  list(
    doc,
    text('A rule, by any of its names.', {
      suggestions: OPTIONAL.map((rule) => rule.aliases[0] ?? rule.id),
      check: (name) => (findRule(name) || /^SC\d{4}$/.test(name) ? undefined : `There is no rule "${name}".`),
    }),
  );

/** What a label's value can be asked to be. */
export const LABEL_KINDS = ['text', 'rawtext', 'url', 'rfc3339', 'spdx', 'hash', 'semver', 'email'] as const;

/** What is known of `.hadolint.yaml`. */
export const HADOLINT: Schema = map('How a Dockerfile is checked.', {
  ignored: rules('Rules that say nothing.'),
  override: map(
    'Rules that are more or less grave than usual.',
    Object.fromEntries(SEVERITIES.map((severity) => [severity, rules(`Rules that count as ${severity}.`)])),
  ),
  trustedRegistries: list(
    'Registries that base images may come from; all others are an error.',
    text('', {
      suggestions: ['docker.io', 'ghcr.io', 'quay.io'],
    }),
  ),
  'label-schema': entries(
    'Labels that the image must have, and what their values must be.',
    choice('', LABEL_KINDS),
  ),
  'strict-labels': flag('Labels that are not in the schema are reported.'),
  'disable-ignore-pragma': flag('Comments in the Dockerfile switch nothing off.'),
  'failure-threshold': text('From which severity on the check fails.', {
    values: [...SEVERITIES, 'ignore', 'none'],
  }),
  'no-fail': flag('Always end with exit code 0. Drydock does not read it.'),
  'no-color': flag('No colours. Drydock does not read it.'),
  format: text('How results are written. Drydock does not read it; use --format.'),
});
