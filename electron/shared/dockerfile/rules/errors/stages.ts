import type { ErrorRow } from './row';

/** Base images and stages. */
export const STAGE_ERRORS: readonly ErrorRow[] = [
  [
    'InvalidStageName',
    'The stage name is not valid.',
    'A name begins with a letter, so that it cannot be taken for a stage number.',
    'FROM alpine AS 1st',
    'FROM alpine AS first',
    'multi-stage',
  ],
  [
    'InvalidImageReference',
    'The image name is not valid.',
    'Repository names are lower case; a tag stands behind the last colon.',
    'FROM Ubuntu',
    'FROM ubuntu',
    'images-and-tags',
  ],
  [
    'BlankBaseName',
    'FROM has no image left once its variables are replaced.',
    'Give the ARG a default.',
    'ARG BASE\nFROM $BASE',
    'ARG BASE=alpine\nFROM $BASE',
    'arg-env',
  ],
  [
    'InvalidPlatform',
    'The platform is not valid.',
    'A platform is system/processor, for example linux/arm64.',
    'FROM --platform=linux/ alpine',
    'FROM --platform=linux/arm64 alpine',
    'platforms',
  ],
  [
    'UnknownStage',
    'There is no such stage.',
    'A number counts stages from 0; a target is a stage name of this file.',
    'COPY --from=7 /a /',
    'COPY --from=0 /a /',
    'multi-stage',
  ],
  [
    'StageNotYetDefined',
    'The stage is defined further down.',
    'Stages may use only what stands above them.',
    'FROM alpine\nCOPY --from=later /a /\nFROM alpine AS later',
    'FROM alpine AS first\nFROM alpine\nCOPY --from=first /a /',
    'multi-stage',
  ],
  [
    'CircularStage',
    'The stages need each other.',
    'Neither of them can be built first.',
    'FROM alpine AS a\nCOPY --from=a /x /',
    'FROM alpine AS a\nFROM alpine\nCOPY --from=a /x /',
    'multi-stage',
  ],
  [
    'VariableInFrom',
    'A variable cannot be used here.',
    'The order of the stages has to be known before variables are.',
    'COPY --from=$STAGE /a /',
    'FROM $STAGE AS source\nFROM alpine\nCOPY --from=source /a /',
    'multi-stage',
  ],
];
