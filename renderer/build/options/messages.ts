/** What the choices beside the build button say. */
export const buildOptionMessages = {
  button: (unusual: readonly string[]) =>
    unusual.length === 0 ? 'Build options' : `Build options: ${unusual.join(', ')}`,
  noCache: 'No cache',
  noCacheHint: 'Runs every step again',
  target: 'Stop at stage',
  targetLast: 'Last stage',
  upTo: (stage: string) => `up to ${stage}`,
  withoutCache: 'no cache',
  given: (n: number) => (n === 1 ? '1 value given' : `${n} values given`),
} as const;

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
  fromLab: (ids: readonly string[]) =>
    `${ids.join(' and ')} ${ids.length === 1 ? 'comes' : 'come'} from this lab: its check hands over the same.`,
  use: 'Use them',
  useAndBuild: 'Use them and build',
} as const;
