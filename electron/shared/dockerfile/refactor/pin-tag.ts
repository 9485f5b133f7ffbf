import { parseImageReference } from '../analysis/image-reference';
import type { Instruction } from '../ast';
import type { Fix } from '../rules/rule';

/** An image that an engine has, under one of its names (`busybox:1.36`). */
export interface InstalledImageName {
  readonly name: string;
  /** The same for two names of one image. */
  readonly id: string;
}

/** Most tags that are offered. */
const offered = 3;

/**
 * Writes a tag that is installed into a FROM that has none, has `latest`, or names one that is not there. A tag of the
 * very image that is used now comes first; then the newest version. Names that move on, such as `stable`, only where there is
 * no version.
 */
export function pinTagFixes(instruction: Instruction, installed: readonly InstalledImageName[]): Fix[] {
  if (instruction.name !== 'FROM' || !instruction.image || instruction.image.value.includes('$')) return [];
  const { image } = instruction;
  const written = parseImageReference(image.value);
  if (!written || written.digest !== undefined) return [];
  const others = installed.flatMap(({ name, id }) => {
    const { familiar, tag } = parseImageReference(name) ?? {};
    return familiar === written.familiar && tag !== undefined ? [{ name, id, tag }] : [];
  });
  const used = others.find(({ tag }) => tag === (written.tag ?? 'latest'));
  const isPinned = written.tag !== undefined && written.tag !== 'latest';
  if (isPinned && used) return [];
  return pinsAmong(others)
    .sort(
      (a, b) =>
        Number(b.id === used?.id) - Number(a.id === used?.id) ||
        b.tag.localeCompare(a.tag, 'en', { numeric: true }),
    )
    .slice(0, offered)
    .map(({ id, tag }) => ({
      title: titleOf(`${written.familiar}:${tag}`, id === used?.id),
      safe: false,
      edits: [{ start: image.start, end: image.end, text: `${withoutTag(image.value)}:${tag}` }],
    }));
}

interface InstalledTag {
  readonly id: string;
  readonly tag: string;
}

/** Tags that hold an image fast: versions, where there are any, and of two names of one image the more exact. */
function pinsAmong(tags: readonly InstalledTag[]): InstalledTag[] {
  const fixed = tags.filter(({ tag }) => tag !== 'latest');
  const versions = fixed.filter(({ tag }) => /^v?\d/.test(tag));
  const pins = versions.length > 0 ? versions : fixed;
  return pins.filter(
    ({ id, tag }) => !pins.some((other) => other.id === id && other.tag.startsWith(`${tag}.`)),
  );
}

function titleOf(name: string, isSame: boolean): string {
  return isSame ? `Pin to ${name}, the image that is installed here` : `Use ${name}, which is installed here`;
}

/** The name as it was written, registry and all. */
function withoutTag(name: string): string {
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
