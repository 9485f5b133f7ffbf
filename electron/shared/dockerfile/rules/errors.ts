import { INSTRUCTION_ERRORS } from './errors/instructions';
import { STAGE_ERRORS } from './errors/stages';
import { TEXT_ERRORS } from './errors/text';
import { VALUE_ERRORS } from './errors/values';
import type { Rule } from './rule';

const ROWS = [...INSTRUCTION_ERRORS, ...STAGE_ERRORS, ...VALUE_ERRORS, ...TEXT_ERRORS];

/** hadolint's ids for the same errors. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  OnbuildNotAllowed: ['DL3043'],
  NoBuildStage: ['DL3061'],
  InvalidPort: ['DL3011'],
  CircularStage: ['DL3023'],
};

/** What BuildKit refuses. None of these can be switched off. */
export const ERROR_RULES: readonly Rule[] = ROWS.map(([id, title, why, bad, good, topic]) => ({
  id,
  aliases: ALIASES[id] ?? [],
  source: 'syntax',
  severity: 'error',
  enabled: true,
  title,
  why,
  bad,
  good,
  topic,
}));
