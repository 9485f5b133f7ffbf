import { isKeyValue, secretIdsIn } from '../../../electron/shared/dockerfile';
import type { DockerfileAst } from '../../../electron/shared/dockerfile';
import type { AskedValues } from './protocol';

/** What a Dockerfile leaves to whoever builds it: each name once, in the order of the file. */
export function askedValues(file: DockerfileAst): AskedValues {
  const args = new Map<string, string | undefined>();
  const secrets = new Set<string>();
  for (const instruction of file.instructions) {
    if (isKeyValue(instruction) && instruction.name === 'ARG') {
      for (const { key, value } of instruction.pairs) {
        // Declared again in a stage it takes over the default from before the first FROM.
        args.set(key.value, value?.value ?? args.get(key.value));
      }
    }
    if (instruction.name !== 'RUN') continue;
    for (const id of secretIdsIn(instruction.mounts)) if (id !== '' && !id.includes('$')) secrets.add(id);
  }
  return {
    args: [...args].map(([name, fallback]) => ({ name, ...(fallback !== undefined && { fallback }) })),
    secrets: [...secrets],
  };
}
