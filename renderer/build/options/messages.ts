/** What the dialog of build arguments and secrets says. */
export const buildValueMessages = {
  button: (n: number) => (n === 0 ? 'Arguments and secrets…' : `Arguments and secrets… (${n} given)`),
  title: 'Arguments and secrets',
  description: 'Handed over to each build of these files, until you take them away or close the window.',
  args: 'Build arguments',
  argsHint: 'For ARG, as --build-arg does. Whoever has the image can read them in its history.',
  name: 'Argument',
  value: 'Value',
  secrets: 'Secrets',
  secretsHint: 'For RUN --mount=type=secret. The file is there for that one step, and kept nowhere.',
  id: 'Id',
  content: 'Content',
  noSecrets: (engine: string) =>
    `${engine} takes no secrets from Drydock. The engine inside Drydock does: choose it in the settings.`,
  use: 'Use them',
  useAndBuild: 'Use them and build',
} as const;
