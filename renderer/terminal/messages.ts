/** What terminals say. */
export const terminalMessages = {
  list: 'Terminals',
  open: 'New terminal',
  opening: 'Opening the terminal',
  failed: 'The terminal could not be opened',
  close: (title: string) => `Close ${title}`,
  label: (title: string) => `Terminal ${title}. Press F6 to leave it.`,
  attach: 'Main process',
  exec: (n: number) => (n === 1 ? 'Shell' : `Shell ${n}`),
  copy: 'Copy the selection, or everything',
  copied: 'Copied from the terminal.',
  find: 'Find in the terminal',
  findNext: 'Next match',
  findPrevious: 'Previous match',
  notFound: 'Not found',
  closeFind: 'Close the search',
  clear: 'Clear',
  ended: (exitCode: number | null) =>
    exitCode === null
      ? 'The connection ended: the container or its engine stopped.'
      : `Ended with exit code ${exitCode}.`,
  emptyTitle: 'No terminal is open',
  emptyText: 'A terminal starts a shell inside the container, beside what runs there already.',
  notRunning: 'This container does not run, so nothing can be started in it.',
} as const;
