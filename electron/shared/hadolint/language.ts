import type { YamlLanguage } from '../yaml/language';
import { HADOLINT } from './schema';

/** `.hadolint.yaml` as a language of the editor. */
export const hadolintLanguage: YamlLanguage = {
  name: 'hadolint',
  habits: { emptyIsAbsent: true },
  schemaOf: () => HADOLINT,
  offers: () => ({ schema: () => HADOLINT }),
};
