/** The figures that a deck can name: `::: {.interactive figure="layer-stack"}` (lessons/README.md). */
export const figureNames = [
  'vm-and-container',
  'layer-stack',
  'cache-invalidation',
  'namespaces',
  'build-ship-run',
  'entrypoint-cmd',
  'port-publishing',
  'push-and-pull',
  'scheduler',
  'rollout',
] as const;
export type FigureName = (typeof figureNames)[number];

const known: ReadonlySet<string> = new Set(figureNames);

export function isFigureName(name: string): name is FigureName {
  return known.has(name);
}
