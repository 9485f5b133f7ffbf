/** What can be looked at of a container. */
export const containerTabs = [
  'terminal',
  'logs',
  'preview',
  'use',
  'processes',
  'changes',
  'details',
  'hood',
] as const;
export type ContainerTab = (typeof containerTabs)[number];
