/** What the preview says. */
export const previewMessages = {
  title: (name: string, port: number) => `Preview of port ${port} of ${name}`,
  port: 'Port',
  address: 'Path',
  back: 'Back',
  reload: 'Load again',
  browser: 'Open in the browser',
  failed: 'There is nothing to show',
  noBrowser: 'This port is not published on this machine.',
  none: 'No port is published',
  noneText:
    'A preview shows what a container answers on a published port. Run it again and publish the port that its program listens on.',
  stopped: 'This container does not run',
  stoppedText: 'Start it to see what it answers.',
  sealed: 'Only this container can be reached from here.',
  status: (code: number) => `The container answered ${code}`,
} as const;
