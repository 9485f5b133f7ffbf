import type { Definition, DefinitionSection, DefinitionStage } from './definition';

/** Where Apptainer keeps what a container runs and sources when it starts. */
const RUNSCRIPT = '/.singularity.d/runscript';
const ENVIRONMENT = '/.singularity.d/env/90-environment.sh';

/**
 * A Dockerfile that makes what a definition describes, so that an engine can build and run it: a simulation of
 * `apptainer build`, in its order (%files, %post, then environment, labels and scripts, then %test). The runscript gets
 * the container's arguments, and the environment is read when it starts, not while it is built.
 */
export function definitionToDockerfile({ stages }: Definition): string {
  return `${stages.flatMap((stage, index) => stageLines(stage, index === stages.length - 1)).join('\n')}\n`;
}

/** Sections that a translation cannot do honestly, in words. */
export function untranslatable({ stages }: Definition): { line: number; message: string } | undefined {
  for (const { name, line, lines } of stages.flatMap((stage) => stage.sections)) {
    if (name === 'setup') {
      return { line, message: '%setup runs on the machine that builds, as root; Drydock does not do that.' };
    }
    const joined = name === 'labels' ? lines.findIndex((label) => /^\s*[^\s#=]+=/.test(label)) : -1;
    if (joined >= 0) {
      const label = lines[joined]!.trim().slice(0, 60);
      return {
        line: line + joined + 1,
        message: `A label in %labels is a name, a blank and the value; "${label}" is written as in a Dockerfile.`,
      };
    }
    if (name === 'arguments') return { line, message: '%arguments is not translated by Drydock.' };
  }
  return undefined;
}

function stageLines({ header, sections }: DefinitionStage, isLast: boolean): string[] {
  const of = (name: string) => sections.filter((section) => section.name === name);
  const name = header.stage === undefined ? '' : ` AS ${header.stage}`;
  const environment = scriptOf(of('environment'));
  const runscript = scriptOf(of('runscript'));
  const test = scriptOf(of('test'));
  const lines = [
    `FROM ${(header.from ?? '').replace(/^docker:\/\//, '')}${name}`,
    ...of('files').flatMap(copyLines),
    ...of('post').map((section) => exec('RUN', ['/bin/sh', '-ec', scriptOf([section])])),
  ];
  if (!isLast) return lines;
  return [
    ...lines,
    ...of('labels').flatMap(labelLines),
    write(ENVIRONMENT, environment),
    ...(runscript === '' ? [] : [write(RUNSCRIPT, runscript)]),
    ...(test === '' ? [] : [exec('RUN', ['/bin/sh', '-ec', `. ${ENVIRONMENT}\n${test}`])]),
    ...(runscript === ''
      ? []
      : [
          exec('ENTRYPOINT', [
            '/bin/sh',
            '-c',
            `. ${ENVIRONMENT}; exec ${shellOf(runscript)} ${RUNSCRIPT} "$@"`,
            'run',
          ]),
        ]),
    ...(runscript === '' ? [] : ['CMD []']),
  ];
}

function copyLines({ options, lines }: DefinitionSection): string[] {
  const from = /^from\s+(\S+)/.exec(options)?.[1];
  return meaningful(lines).map((line) => {
    const [source = '', target = source] = line.split(/\s+/);
    const place = target.startsWith('/') ? target : `/${target.replace(/^\.\//, '')}`;
    return `COPY ${from === undefined ? '' : `--from=${from} `}${JSON.stringify([source, place])}`;
  });
}

function labelLines({ lines }: DefinitionSection): string[] {
  return meaningful(lines).map((line) => {
    const [name = '', ...rest] = line.split(/\s+/);
    return `LABEL ${JSON.stringify(name)}=${JSON.stringify(rest.join(' ').replace(/\$/g, '\\$'))}`;
  });
}

const exec = (instruction: string, words: readonly string[]): string =>
  `${instruction} ${JSON.stringify(words)}`;

function write(path: string, text: string): string {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return exec('RUN', ['/bin/sh', '-ec', `mkdir -p ${folder}; printf '%s\\n' "$1" >${path}`, 'write', text]);
}

/** The interpreter that a script's first line names. */
function shellOf(script: string): string {
  return /^#!\s*(\S.*)/.exec(script.trimStart())?.[1]?.trim() ?? '/bin/sh';
}

function scriptOf(sections: readonly DefinitionSection[]): string {
  return sections
    .map(({ lines }) => lines.join('\n'))
    .join('\n')
    .trim();
}

function meaningful(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}
