import { CACHE_RULES } from './hadolint/caches';
import { COMMAND_RULES } from './hadolint/commands';
import { COPY_RULES } from './hadolint/copying';
import { CONFIG_RULES } from './hadolint/image-config';
import { IMAGE_RULES } from './hadolint/images';
import { LABEL_RULES } from './hadolint/labels';
import { PACKAGE_RULES } from './hadolint/packages';
import { VERSION_RULES } from './hadolint/versions';
import type { Rule } from './rule';

/** Rules that are off until they are asked for. */
const OFF = new Set(['NoHealthcheck', 'InlineIgnore']);

const ROWS = [
  ...IMAGE_RULES,
  ...VERSION_RULES,
  ...PACKAGE_RULES,
  ...CACHE_RULES,
  ...COMMAND_RULES,
  ...COPY_RULES,
  ...CONFIG_RULES,
  ...LABEL_RULES,
];

/** The rules hadolint is known for, in our words. */
export const HADOLINT_RULES: readonly Rule[] = ROWS.map(
  ([id, alias, severity, title, why, bad, good, topic]) => ({
    id,
    aliases: [alias],
    source: 'hadolint',
    severity,
    enabled: !OFF.has(id),
    title,
    why,
    bad,
    good,
    topic,
  }),
);
