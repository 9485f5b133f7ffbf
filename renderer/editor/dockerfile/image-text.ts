import type { HistoryEntry } from '../../../electron/shared/engine/image';
import { formatBytes } from '../../build/format';
import { editorMessages } from '../messages';
import type { InstalledImage } from './installed-images';

/** Lines of the history shown in a hover. */
const layersShown = 8;

/** An installed image as Markdown: its configuration, and the layers that weigh something. */
export function imageMarkdown(reference: string, { details, history }: InstalledImage): string {
  const text = editorMessages.image;
  const { config, platform, size } = details;
  const facts: readonly (readonly [string, string])[] = [
    [text.size, `${formatBytes(size)}, ${platform}`],
    [text.user, config.user],
    [text.workingDir, config.workingDir],
    [text.entrypoint, json(config.entrypoint)],
    [text.cmd, json(config.cmd)],
    [text.ports, config.exposedPorts.join(' ')],
    [text.volumes, config.volumes.join(' ')],
    [
      text.env,
      Object.entries(config.env)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    ],
  ];
  const rows = facts.flatMap(([name, value]) => (value ? [`- ${name}: \`${inCode(value)}\``] : []));
  return [`**${text.installed(inCode(reference))}**`, rows.join('\n'), layers(history)]
    .filter(Boolean)
    .join('\n\n');
}

function layers(history: readonly HistoryEntry[]): string {
  const text = editorMessages.image;
  const weighing = history.filter((entry) => entry.size > 0);
  if (weighing.length === 0) return '';
  const lines = weighing.slice(0, layersShown).map(({ size, createdBy }) => {
    const command = inCode(createdBy).slice(0, 80);
    return `- ${formatBytes(size)}${command && ` \`${command}\``}`;
  });
  return `${text.layers(weighing.length)}\n\n${lines.join('\n')}`;
}

function json(command: readonly string[] | null): string {
  return command && command.length > 0 ? JSON.stringify(command) : '';
}

/** What comes from an image must not end the code it stands in. */
function inCode(value: string): string {
  return value.replace(/[`\r\n]+/g, ' ').trim();
}
