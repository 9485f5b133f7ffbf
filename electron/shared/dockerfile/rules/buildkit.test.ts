import { describe, expect, it } from 'vitest';
import { lint } from '../lint';
import type { LintOptions } from './options';

/** `Rule:line` of BuildKit's checks. */
function checks(text: string, options?: LintOptions): string[] {
  return lint(text, options)
    .filter((diagnostic) => diagnostic.source === 'buildkit')
    .map((diagnostic) => `${diagnostic.rule}:${diagnostic.line}`);
}

function details(text: string, options?: LintOptions): (string | undefined)[] {
  return lint(text, options).flatMap((diagnostic) =>
    diagnostic.source === 'buildkit' ? [diagnostic.detail] : [],
  );
}

describe('casing', () => {
  it('takes the side of the majority, upper case when equal', () => {
    expect(checks('FROM scratch\ncopy a /a\nCOPY b /b')).toEqual(['ConsistentInstructionCasing:2']);
    expect(checks('from scratch\ncopy a /a\nCOPY b /b')).toEqual(['ConsistentInstructionCasing:3']);
    expect(checks('from scratch\nCOPY b /b')).toEqual(['ConsistentInstructionCasing:1']);
    expect(checks('From scratch as x\nFROM scratch AS y')).toEqual(['ConsistentInstructionCasing:1']);
  });

  it('does not count ARGs before the first FROM', () => {
    expect(checks('arg A=1\narg B=1\narg C=1\nFROM scratch')).toEqual([]);
  });

  it('wants stage names in lower case and AS like FROM', () => {
    expect(details('FROM scratch AS Build\nFROM scratch as other')).toEqual([
      "Stage name 'Build' should be lowercase",
      "'as' and 'FROM' keywords' casing do not match",
    ]);
  });
});

describe('variables', () => {
  it('knows what was never declared', () => {
    expect(details('FROM busybox\nCOPY $file .\nARG file=x\nRUN echo $file')).toEqual([
      "Usage of undefined variable '$file'",
    ]);
    expect(details('FROM alpine\nARG DIR_ONE=a\nARG DIR_TWO=b\nCOPY $DIR_TWOO .')).toEqual([
      "Usage of undefined variable '$DIR_TWOO' (did you mean $DIR_TWO?)",
    ]);
    expect(details('FROM alpine\nENV PATH=$PAHT:/opt/bin')).toEqual([
      "Usage of undefined variable '$PAHT' (did you mean $PATH?)",
    ]);
  });

  it('inherits ARG and ENV from the base stage, not from others', () => {
    expect(checks('FROM alpine AS base\nARG f=a\nENV g=b\nFROM base\nCOPY $f $g')).toEqual([]);
    expect(checks('FROM alpine AS other\nARG f=a\nFROM alpine\nCOPY $f /')).toEqual(['UndefinedVar:4']);
  });

  it('accepts an ARG without a value, and global ARGs only when declared again', () => {
    expect(checks('FROM alpine\nARG f\nCOPY a$f /')).toEqual([]);
    expect(checks('ARG f=1\nFROM alpine\nCOPY a$f /')).toEqual(['UndefinedVar:3']);
    expect(checks('ARG f=1\nFROM alpine\nARG f\nCOPY a$f /')).toEqual([]);
  });

  it('looks into heredocs that are expanded', () => {
    expect(checks('FROM alpine\nCOPY <<EOF /a\n$nope\nEOF')).toEqual(['UndefinedVar:2']);
    expect(checks("FROM alpine\nCOPY <<'EOF' /a\n$nope\nEOF")).toEqual([]);
  });

  it('leaves RUN, CMD and ENTRYPOINT to the shell', () => {
    expect(checks('FROM alpine\nRUN echo $nope\nCMD ["$nope"]')).toEqual([]);
  });

  it('knows the variables of well-known images and of a given one', () => {
    expect(checks('FROM python:3.12\nLABEL v=$PYTHON_VERSION')).toEqual([]);
    const baseImage = (): { env: Record<string, string> } => ({ env: { MINE: '1' } });
    expect(checks('FROM own\nLABEL v=$MINE', { baseImage })).toEqual([]);
  });

  it('checks FROM against global and platform ARGs', () => {
    expect(checks('ARG base=scratch\nFROM $base')).toEqual([]);
    expect(checks('FROM --platform=$BUILDPLATFORM scratch')).toEqual([]);
    expect(checks('ARG D\nFROM scratch${D}')).toEqual([]);
    expect(checks('ARG D\nFROM scra${D:-tch}')).toEqual([]);
    expect(checks('ARG D=""\nFROM scratch${D-@bogus}')).toEqual([]);
    expect(details('FROM --platform=$BULIDPLATFORM scratch')).toEqual([
      "FROM argument 'BULIDPLATFORM' is not declared (did you mean BUILDPLATFORM?)",
    ]);
    expect(details('ARG M_OS=linux\nARG M_ARCH=amd64\nFROM --platform=linux/${MARCH} busybox')).toEqual([
      "FROM argument 'MARCH' is not declared (did you mean M_ARCH?)",
    ]);
    expect(details('ARG tag=latest\nFROM busybox:${tag}${more} AS b')).toEqual([
      "FROM argument 'more' is not declared",
    ]);
  });

  it('tries image names with their defaults', () => {
    expect(checks('ARG V\nFROM busybox:$V')).toEqual(['InvalidDefaultArgInFrom:2']);
    expect(checks('ARG V\nFROM busybox:$V', { buildArgs: { V: '1' } })).toEqual([
      'InvalidDefaultArgInFrom:2',
    ]);
    expect(checks('ARG S="box:"\nFROM busy${S}')).toEqual(['InvalidDefaultArgInFrom:2']);
    expect(checks('ARG V="latest"\nFROM busybox:${V}')).toEqual([]);
    expect(checks('ARG V=""\nFROM busybox:stable${V}')).toEqual([]);
    expect(checks('ARG V\nFROM busybox:stable${V}')).toEqual([]);
  });
});

describe('stages', () => {
  it('reports the earlier of two commands', () => {
    const twice = 'ENTRYPOINT ["a"]\nCMD ["a"]\nHEALTHCHECK CMD ["a"]\n';
    expect(checks(`FROM scratch\n${twice}COPY <<EOF /a\nx\nEOF\n${twice}`)).toEqual([
      'MultipleInstructionsDisallowed:2',
      'MultipleInstructionsDisallowed:3',
      'MultipleInstructionsDisallowed:4',
    ]);
    expect(checks(`FROM scratch AS a\n${twice}FROM a\n${twice}`)).toEqual([]);
  });

  it('looks only at what the target needs', () => {
    const text = 'FROM scratch AS a\nENV k v\nFROM scratch AS b\nENV k v\nFROM b AS c';
    expect(checks(text)).toEqual(['LegacyKeyValueFormat:2', 'LegacyKeyValueFormat:4']);
    expect(checks(text, { target: 'c' })).toEqual(['LegacyKeyValueFormat:4']);
  });

  it('reports inherited ONBUILD triggers at FROM', () => {
    expect(checks('FROM alpine AS a\nONBUILD COPY $x /\nFROM a')).toEqual(['UndefinedVar:3']);
  });

  it('accepts the first absolute WORKDIR only', () => {
    expect(checks('FROM scratch\nWORKDIR app')).toEqual(['WorkdirRelativePath:2']);
    expect(checks('FROM scratch\nWORKDIR app\nWORKDIR other')).toEqual(['WorkdirRelativePath:2']);
    expect(checks('FROM scratch AS a\nWORKDIR /app\nFROM a\nWORKDIR sub')).toEqual([]);
  });

  it('does not want JSON where SHELL was set', () => {
    expect(details('FROM scratch\nCMD run')).toEqual([
      'JSON arguments recommended for CMD to prevent unintended behavior related to OS signals',
    ]);
    expect(checks('FROM scratch AS b\nSHELL ["/s"]\nFROM b\nENTRYPOINT run')).toEqual([]);
  });

  it('compares the platform of a known base image', () => {
    const baseImage = (): { platform: string } => ({ platform: 'linux/arm64' });
    expect(details('FROM some', { baseImage })).toEqual([
      'Base image some was pulled with platform "linux/arm64", expected "linux/amd64" for current build',
    ]);
  });
});

describe('ignored files', () => {
  const ignored = (copy: string, dockerignore: string): (string | undefined)[] =>
    details(`FROM scratch\n${copy}`, { dockerignore });

  it('reports sources the ignore file leaves out', () => {
    expect(ignored('COPY Dockerfile .\nADD Dockerfile /w', 'Dockerfile')).toEqual([
      'Attempting to Copy file "Dockerfile" that is excluded by .dockerignore',
      'Attempting to Add file "Dockerfile" that is excluded by .dockerignore',
    ]);
    expect(ignored('COPY . .', '**')).toEqual([
      'Attempting to Copy file "." that is excluded by .dockerignore',
    ]);
    expect(ignored('COPY . .', 'node_modules')).toEqual([]);
  });

  it('says nothing once there are exceptions, for URLs and for other stages', () => {
    expect(ignored('COPY a .', '*\n!b')).toEqual([]);
    expect(ignored('ADD https://example.org/a .', '*')).toEqual([]);
    expect(ignored('COPY --from=x a .', '*')).toEqual([]);
  });
});

describe('pragmas', () => {
  const twoWarnings = 'FROM scratch as base\ncopy Dockerfile .\n';

  it('skips rules for the file', () => {
    expect(checks(`#check=skip=all\n${twoWarnings}`)).toEqual([]);
    expect(checks(`# check=skip=ConsistentInstructionCasing,FromAsCasing\n${twoWarnings}`)).toEqual([]);
    expect(checks(`# check=skip=ConsistentInstructionCasing;error=true\n${twoWarnings}`)).toEqual([
      'FromAsCasing:2',
    ]);
  });

  it('turns warnings into errors', () => {
    const [first] = lint(`# check=error=true\n${twoWarnings}`);
    expect(first).toMatchObject({ rule: 'FromAsCasing', severity: 'error' });
  });

  it('lets the caller replace the options of the file', () => {
    expect(checks(`#check=error=true\n${twoWarnings}`, { check: 'skip=all' })).toEqual([]);
    expect(checks(`#check=skip=all\n${twoWarnings}`, { check: 'skip=FromAsCasing' })).toEqual([
      'ConsistentInstructionCasing:3',
    ]);
  });

  it('skips rules for one instruction, by either name', () => {
    expect(checks('FROM scratch\n# check=skip=LegacyKeyValueFormat // old\nENV a b')).toEqual([]);
    expect(checks('FROM scratch\n# hadolint ignore=DL3025\nCMD run')).toEqual([]);
    expect(checks('FROM scratch\n# check=skip=X\nCMD run')).toEqual(['JSONArgsRecommended:3']);
  });

  it('runs experimental rules on demand', () => {
    const text = '# note\nARG A=1\n# A is one\nARG A=1\n#\nFROM scratch\n# no description\n\nARG B\n';
    expect(checks(text)).toEqual([]);
    expect(details(`# check=skip=all;experimental=InvalidDefinitionDescription\n${text}`)).toEqual([
      'Comment for ARG should follow the format: `# A <description>`',
    ]);
  });

  it('refuses options it cannot read', () => {
    expect(lint('# check=foo\nFROM scratch')[0]).toMatchObject({ rule: 'InvalidCheckOption', line: 1 });
  });
});
