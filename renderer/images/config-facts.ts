import { joinCommandLine } from '../../electron/shared/engine/command-line';
import type { ImageConfig } from '../../electron/shared/engine/image';
import { formatMs } from '../build/format';
import { imageMessages } from './messages';

/** A part of a configuration: the Dockerfile's word for it, and what it says. */
export interface ConfigFact {
  readonly name: string;
  readonly values: readonly string[];
  readonly code: true;
}

/** A configuration in the words of a Dockerfile. */
export function configFacts(config: ImageConfig): readonly ConfigFact[] {
  const text = imageMessages.config;
  const fact = (name: string, values: readonly string[]): ConfigFact => ({ name, values, code: true });
  const argv = (words: readonly string[] | null) => (words === null ? [] : [JSON.stringify(words)]);
  const pairs = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([name, value]) => `${name}=${value}`);
  return [
    fact(text.entrypoint, argv(config.entrypoint)),
    fact(text.cmd, argv(config.cmd)),
    fact(text.user, config.user ? [config.user] : []),
    fact(text.workingDir, config.workingDir ? [config.workingDir] : []),
    fact(text.env, pairs(config.env)),
    fact(text.ports, config.exposedPorts),
    fact(text.volumes, config.volumes),
    fact(text.labels, pairs(config.labels)),
    fact(text.stopSignal, config.stopSignal ? [config.stopSignal] : []),
    fact(text.healthcheck, config.healthcheck ? [healthcheckText(config.healthcheck)] : []),
    fact(text.shell, argv(config.shell)),
    fact(text.onBuild, config.onBuild),
  ];
}

/** The parts that two configurations say otherwise. */
export function configDifferences(
  before: ImageConfig,
  after: ImageConfig,
): readonly { readonly name: string; readonly gone: readonly string[]; readonly come: readonly string[] }[] {
  const then = configFacts(before);
  return configFacts(after).flatMap(({ name, values }, index) => {
    const old = then[index]?.values ?? [];
    const gone = old.filter((value) => !values.includes(value));
    const come = values.filter((value) => !old.includes(value));
    return gone.length + come.length > 0 ? [{ name, gone, come }] : [];
  });
}

function healthcheckText(check: NonNullable<ImageConfig['healthcheck']>): string {
  const options = [
    check.intervalMs === undefined ? '' : `--interval=${formatMs(check.intervalMs)}`,
    check.timeoutMs === undefined ? '' : `--timeout=${formatMs(check.timeoutMs)}`,
    check.startPeriodMs === undefined ? '' : `--start-period=${formatMs(check.startPeriodMs)}`,
    check.retries === undefined ? '' : `--retries=${check.retries}`,
  ].filter(Boolean);
  const [kind, ...words] = check.test;
  const command = kind === 'CMD-SHELL' ? `CMD ${words.join(' ')}` : `${kind ?? ''} ${joinCommandLine(words)}`;
  return [...options, command.trim()].join(' ');
}
