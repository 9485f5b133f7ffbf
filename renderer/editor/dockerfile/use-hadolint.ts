import { shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { HadolintConfig } from '../../../electron/shared/dockerfile';
import { yamlClient } from '../yaml/client';
import { documentKey } from './protocol';

const names = ['.hadolint.yaml', '.hadolint.yml'] as const;

/** The settings file of hadolint, at the top of a workspace. */
export function isHadolintFile(path: string): boolean {
  return names.some((name) => name === path);
}

/** What the `.hadolint.yaml` of the workspace says, as it is typed; undefined where there is none. */
export function useHadolint(
  workspace: () => string | undefined,
  texts: Readonly<Ref<Readonly<Record<string, string>>>>,
): ShallowRef<HadolintConfig | undefined> {
  const config = shallowRef<HadolintConfig>();
  watch(
    () => {
      const path = names.find((name) => Object.hasOwn(texts.value, name));
      return path === undefined ? undefined : ([path, texts.value[path] ?? ''] as const);
    },
    async (file, before) => {
      if (file?.[0] === before?.[0] && file?.[1] === before?.[1]) return;
      const id = workspace();
      const read =
        file && id ? await yamlClient().askAsOf(documentKey(id, file[0]), file[1], 'hadolint') : undefined;
      if (workspace() === id) config.value = read;
    },
    { immediate: true },
  );
  return config;
}
