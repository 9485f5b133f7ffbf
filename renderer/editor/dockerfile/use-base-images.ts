import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { BaseImage, InstalledImageName } from '../../../electron/shared/dockerfile';
import { useWorkspaceStore } from '../../stores/workspace';
import { isDockerfile } from '../language-of';
import { installedBase } from './installed-images';
import type { LanguageClient } from './language-client';
import { documentKey } from './protocol';

/** Milliseconds of quiet after the last key before images are looked up: a name is typed letter by letter. */
const lookMs = 400;

/** What the engine knows of the images that the open Dockerfiles are built from, by name; only of those it has. */
export function useBaseImages(
  client: () => LanguageClient,
  installed: () => readonly InstalledImageName[],
): ShallowRef<Readonly<Record<string, BaseImage>>> {
  const files = useWorkspaceStore();
  const bases = shallowRef<Readonly<Record<string, BaseImage>>>({});
  let timer: ReturnType<typeof setTimeout> | undefined;
  let round = 0;

  async function look(): Promise<void> {
    const mine = ++round;
    const workspace = files.workspace?.id ?? '';
    const drafts = [...files.drafts.values()].filter(({ path }) => isDockerfile(path));
    const asked = await Promise.all(
      drafts.map(({ path, text }) => client().ask(documentKey(workspace, path), text, 'bases')),
    );
    const has = new Set(installed().map(({ name }) => name));
    const known = asked.flatMap((each) => each ?? []).filter(({ name }) => has.has(name));
    const found = await Promise.all(
      known.map(async ({ name, namesUsers }) => [name, await installedBase(name, namesUsers)] as const),
    );
    if (mine !== round) return;
    const next = Object.fromEntries(found.flatMap(([name, base]) => (base ? [[name, base]] : [])));
    // The same images as before are no news: every file would be read anew.
    if (JSON.stringify(next) !== JSON.stringify(bases.value)) bases.value = next;
  }

  const texts = () =>
    [...files.drafts.values()].flatMap(({ path, text }) => (isDockerfile(path) ? [text] : [])).join('\0');
  watch(
    [texts, installed],
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), lookMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    round++;
    clearTimeout(timer);
  });
  return bases;
}
