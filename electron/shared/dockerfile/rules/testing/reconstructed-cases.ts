import type { LintOptions } from '../options';

/** What a check case of BuildKit must have been about, told from its name and its warnings. */
export interface ReconstructedCase {
  /** Why the stored Dockerfile cannot be the one that the warnings were written for. */
  readonly because: string;
  readonly text: string;
  readonly options?: LintOptions;
}

/**
 * The check cases whose stored Dockerfile is not the one of their warnings: BuildKit's test builds that text with a format
 * string, takes it from another variable, or gives the build arguments, and the extraction kept the text before. Each is
 * written anew here so that it raises exactly the stored warnings: same rule, same line, same detail. The key is the case's
 * index in `check-cases.json`.
 */
export const RECONSTRUCTED_CASES: Readonly<Record<number, ReconstructedCase>> = {
  0: {
    because:
      'The stored text describes every name as the rule wants it, and has nothing to warn of in line 9.',
    text: [
      '# check=skip=all;experimental=InvalidDefinitionDescription',
      '# which foo to take',
      'ARG foo=1',
      '# what all stages stand on',
      'FROM scratch AS base',
      '# its number',
      'ARG version=latest',
      '# several at once',
      'ARG one=1 two=2',
      '#',
      'ARG apart=1',
    ].join('\n'),
  },
  5: {
    because: 'Nothing is excluded without an ignore file.',
    text: '\nFROM scratch\nCOPY . .\n',
    options: { dockerignore: '**\n' },
  },
  8: {
    because: 'The warnings are switched off from outside, by BUILDKIT_DOCKERFILE_CHECK.',
    text: '#check=error=true\nFROM scratch as base\ncopy Dockerfile .\n',
    options: { check: 'skip=all' },
  },
  17: {
    because: 'The stored text has no BULIDPLATFORM.',
    text: '\nFROM --platform=$BULIDPLATFORM scratch\nADD x /\n',
  },
  18: {
    because: 'The stored text has no MYARCH.',
    text: '\nARG MY_SYSTEM=linux\nARG MY_ARCH=arm64\nFROM --platform=linux/${MYARCH} busybox\n',
  },
  19: {
    because: 'The stored text has no version.',
    text: '\nARG tag=1.36\nFROM busybox:${tag}${version}\n',
  },
  22: { because: 'In the stored text foo is declared.', text: '\nFROM alpine\nADD $foo /\nARG foo=1\n' },
  23: {
    because: 'The stored text has no DIR_ASSET.',
    text: '\nFROM alpine\nARG DIR_SOURCES=src/\nARG DIR_ASSETS=img/\nARG DIR_TESTS=t/\nADD $DIR_ASSET /\n',
  },
  24: {
    because: 'Line 3 of the stored text uses no variable.',
    text: '\nFROM alpine\nENV PATH=/opt/bin:$PAHT\n',
  },
  25: {
    because: 'The stored text does have each instruction twice; its warnings are made by a function.',
    text: '\nFROM scratch AS one\nCMD ["/a"]\nENTRYPOINT ["/a"]\n\nFROM one\nCMD ["/b"]\nENTRYPOINT ["/b"]\n',
  },
  29: {
    because: 'The text is a format string.',
    text: '\nARG RELEASE\nFROM busybox:$RELEASE\n',
    options: { buildArgs: { RELEASE: '1.36' } },
  },
  31: {
    because: 'The warning is of an image name that ends in its colon.',
    text: '\nARG END="box:"\nFROM busy${END}\n',
    options: { buildArgs: { END: 'box:1.36' } },
  },
  32: {
    because: 'The default makes a whole name.',
    text: '\nARG RELEASE="1.36"\nFROM busybox:${RELEASE}\n',
    options: { buildArgs: { RELEASE: '1.37' } },
  },
  33: {
    because: 'The default is empty and the name whole without it.',
    text: '\nARG VARIANT=""\nFROM busybox:stable${VARIANT}\n',
    options: { buildArgs: { VARIANT: '-musl' } },
  },
  34: {
    because: 'There is no default and the name is whole without it.',
    text: '\n\tARG VARIANT\n\tFROM busybox:stable${VARIANT}\n',
    options: { buildArgs: { VARIANT: '-glibc' } },
  },
};
