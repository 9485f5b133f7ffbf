/**
 * The tag that a workspace's image gets: `drydock/<course>-<lab>:latest`, or `drydock/scratch-<8 digits>:latest`.
 * Ids are lower-case words joined by hyphens, which an image name allows.
 */
export function imageNameOf(workspace: string): string {
  const [kind, course, , lab] = workspace.split('/');
  if (kind === 'lab' && course && lab) return `drydock/${course}-${lab}:latest`;
  return `drydock/scratch-${(course ?? 'unnamed').slice(0, 8).replace(/-+$/, '')}:latest`;
}
