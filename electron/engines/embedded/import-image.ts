import { analyse } from '../../shared/dockerfile/analysis/evaluate';
import { parseDockerfile } from '../../shared/dockerfile/parse';
import { DrydockError } from '../../shared/errors';
import { applySetting } from './builder/settings';
import { commit, configure, SCRATCH, toOciConfig } from './builder/image-state';
import type { Digest } from './store/digest';
import type { OciConfig } from './store/oci';

/** An image of one layer, configured by Dockerfile instructions. Throws `invalid-input` for one that makes a layer. */
export function importedConfig(
  layer: Digest,
  changes: readonly string[],
  labels: Readonly<Record<string, string>>,
): OciConfig {
  const created = new Date().toISOString();
  const model = analyse(parseDockerfile(['FROM scratch', ...changes].join('\n')), { platform: 'linux/386' });
  let state = commit({ ...SCRATCH, config: {} }, '', created, layer);
  for (const step of model.stages[0]?.steps ?? []) {
    const next = applySetting(state, step, created);
    if (!next) {
      throw new DrydockError({
        kind: 'invalid-input',
        message: `"${step.instruction.text}" changes more than an image's settings.`,
        remedy: 'Use only instructions such as CMD, ENV or LABEL.',
      });
    }
    state = { ...next, history: state.history };
  }
  return toOciConfig(configure(state, { Labels: { ...state.config.Labels, ...labels } }), created);
}
