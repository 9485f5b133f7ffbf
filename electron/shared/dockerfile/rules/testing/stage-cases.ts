import type { CheckCase } from './check-case';
import type { LintOptions } from '../options';

const experimental = '# check=experimental=InvalidDefinitionDescription\n';
const arm = (): LintOptions => ({ baseImage: () => ({ platform: 'linux/arm64' }) });

/** Cases of BuildKit's checks of stages and of the file: for each rule some that raise it, and some that come close and do not. */
export const STAGE_CASES: Readonly<Record<string, readonly CheckCase[]>> = {
  StageNameCasing: [
    ['FROM scratch AS Build', ["1: Stage name 'Build' should be lowercase"]],
    ['FROM scratch AS a\nFROM scratch AS bB\nFROM scratch AS CC', ['2', '3']],
    ['FROM scratch AS build-2_x.y', []],
    ['ARG N=X\nFROM scratch AS build', []],
    ['# check=skip=StageNameCasing\nFROM scratch AS Build', []],
  ],
  FromAsCasing: [
    ['FROM scratch as a', ["1: 'as' and 'FROM' keywords' casing do not match"]],
    ['FROM scratch As a', ["1: 'As' and 'FROM' keywords' casing do not match"]],
    ['from scratch AS a', ["1: 'AS' and 'from' keywords' casing do not match"]],
    ['from scratch as a', []],
    ['FROM scratch AS a', []],
    ['FROM scratch', []],
    ['FROM --platform=$BUILDPLATFORM scratch as a', ['1']],
    ['FROM scratch \\\n  as a', ["1: 'as' and 'FROM' keywords' casing do not match"]],
  ],
  NoEmptyContinuation: [
    ['FROM scratch\nCOPY a \\\n\n /b', ['4: Empty continuation line']],
    ['FROM scratch\nCOPY a \\\n\n\n\n /b\nCOPY c /d', ['6']],
    ['FROM scratch\nCOPY a \\\n   \n /b', ['4']],
    ['FROM scratch\nCOPY a \\\n# why\n /b', []],
    ['FROM scratch\nCOPY a \\\n /b\n\nCOPY c /d', []],
    ['FROM scratch\nCOPY <<EOF /b\na \\\n\nb\nEOF', []],
  ],
  ConsistentInstructionCasing: [
    [
      'FROM scratch\ncopy a /b\nCOPY c /d',
      ["2: Command 'copy' should match the case of the command majority (uppercase)"],
    ],
    [
      'from scratch\ncopy a /b\nCOPY c /d',
      ["3: Command 'COPY' should match the case of the command majority (lowercase)"],
    ],
    [
      'FROM scratch\ncopy a /b',
      ["2: Command 'copy' should match the case of the command majority (uppercase)"],
    ],
    ['From scratch\nCopy a /b', ['1', '2']],
    [
      'from scratch\nCopy a /b\ncopy c /d',
      ["2: Command 'Copy' should match the case of the command majority (lowercase)"],
    ],
    ['arg A\narg B\nFROM scratch', []],
    ['FROM alpine\nRUN <<EOF\nenv\nEOF', []],
    [
      'FROM scratch\nOnBuild copy a /b',
      ["2: Command 'OnBuild' should match the case of the command majority (uppercase)"],
    ],
    ['from scratch\ncopy a /b', []],
  ],
  DuplicateStageName: [
    ['FROM scratch AS a\nFROM scratch AS a', ['2: Duplicate stage name "a", stage names should be unique']],
    ['FROM scratch AS a\nFROM scratch AS a\nFROM scratch AS a', ['2', '3']],
    ['FROM scratch AS a\nFROM scratch AS b', []],
    ['FROM scratch\nFROM scratch', []],
    ['FROM scratch AS a\nFROM a', []],
  ],
  ReservedStageName: [
    ['FROM scratch AS scratch', ['1: Stage name should not use the same name as reserved stage "scratch"']],
    ['FROM scratch AS context', ['1: Stage name should not use the same name as reserved stage "context"']],
    ['FROM scratch AS contexts\nFROM scratch AS scratch1', []],
    ['FROM scratch', []],
  ],
  UndefinedArgInFrom: [
    ['FROM busybox:1${V}', ["1: FROM argument 'V' is not declared"]],
    [
      'ARG VERSION=1\nFROM busybox:${VERSIN}1',
      ["2: FROM argument 'VERSIN' is not declared (did you mean VERSION?)"],
    ],
    ['ARG V=1\nFROM busybox:$V', []],
    ['FROM --platform=$BUILDPLATFORM busybox', []],
    ['FROM --platform=linux/$TARGETARCH busybox', []],
    ['FROM busybox:1${V}\nARG V=2', ["1: FROM argument 'V' is not declared"]],
    ['FROM alpine AS a\nARG V=1\nFROM busybox:1${V}', ["3: FROM argument 'V' is not declared"]],
    ['FROM busybox:${V:-1}', ["1: FROM argument 'V' is not declared"]],
    ['FROM busybox:1$A$B', ["1: FROM argument 'A' is not declared", "1: FROM argument 'B' is not declared"]],
  ],
  InvalidDefaultArgInFrom: [
    [
      'ARG T\nFROM busybox:$T',
      ['2: Default value for ARG busybox:$T results in empty or invalid base image name'],
    ],
    [
      'ARG I\nFROM $I',
      ['2: Default value for ARG $I results in empty or invalid base image name'],
      { buildArgs: { I: 'x' } },
    ],
    ['ARG T=\nFROM busybox:1$T', []],
    ['ARG T=1\nFROM busybox:$T', []],
    ['ARG T\nFROM busybox:${T:-1}', []],
    ['ARG A=busy\nARG B=${A}box\nFROM $B', []],
  ],
  InvalidBaseImagePlatform: [
    [
      'FROM own',
      ['1: Base image own was pulled with platform "linux/arm64", expected "linux/amd64" for current build'],
      arm(),
    ],
    ['FROM own AS a\nFROM a', ['1'], arm()],
    ['FROM own', [], { ...arm(), platform: 'linux/arm64' }],
    ['FROM own', []],
  ],
  RedundantTargetPlatform: [
    [
      'FROM --platform=$TARGETPLATFORM scratch',
      [
        '1: Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
      ],
    ],
    [
      'FROM --platform=${TARGETPLATFORM} scratch',
      [
        '1: Setting platform to predefined ${TARGETPLATFORM} in FROM is redundant as this is the default behavior',
      ],
    ],
    ['FROM --platform=$BUILDPLATFORM scratch', []],
    ['FROM --platform=$TARGETOS/$TARGETARCH scratch', []],
  ],
  FromPlatformFlagConstDisallowed: [
    [
      'FROM --platform=linux/arm64 scratch',
      ['1: FROM --platform flag should not use constant value "linux/arm64"'],
    ],
    ['FROM --platform=linux/arm64 scratch AS base', ['1']],
    ['FROM --platform=linux/arm64 scratch AS for-arm64', []],
    ['FROM --platform=linux/arm64 scratch AS linux-tools', []],
    ['ARG P=linux/arm64\nFROM --platform=$P scratch', []],
  ],
  MaintainerDeprecated: [
    ['FROM scratch\nMAINTAINER me', ['2: Maintainer instruction is deprecated in favor of using label']],
    ['FROM scratch\nMAINTAINER me\nFROM scratch\nMAINTAINER you', ['2', '4']],
    ['FROM scratch\nLABEL maintainer=me', []],
    ['# MAINTAINER me\nFROM scratch', []],
  ],
  InvalidDefinitionDescription: [
    [
      `${experimental}# other text\nARG foo=1`,
      ['3: Comment for ARG should follow the format: `# foo <description>`'],
    ],
    [`${experimental}# foo is it\nARG foo=1\nFROM scratch`, []],
    [
      `${experimental}# some text\nFROM scratch AS one`,
      ['3: Comment for FROM should follow the format: `# one <description>`'],
    ],
    [`${experimental}# some text\nFROM scratch`, []],
    [`${experimental}# some text\n\nARG foo=1\nFROM scratch`, []],
    [
      `${experimental}# x\nARG a=1 b=2\nFROM scratch`,
      ['3: Comment for ARG should follow the format: `# <arg_key> <description>`'],
    ],
    ['# other text\nARG foo=1\nFROM scratch', []],
  ],
};
