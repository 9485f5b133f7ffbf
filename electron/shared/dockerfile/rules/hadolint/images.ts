import type { HadolintRow } from './row';

/** Base images and where they come from. */
export const IMAGE_RULES: readonly HadolintRow[] = [
  [
    'ImageWithoutTag',
    'DL3006',
    'warning',
    'Give the base image a tag.',
    'Without a tag you get whatever is newest on the day of the build.',
    'FROM debian',
    'FROM debian:12.7',
    'images-and-tags',
  ],
  [
    'LatestTag',
    'DL3007',
    'warning',
    'Choose a tag other than latest.',
    'latest moves; a rebuild may bring another major version.',
    'FROM node:latest',
    'FROM node:20.17',
    'images-and-tags',
  ],
  [
    'UntrustedRegistry',
    'DL3026',
    'error',
    'The image comes from a registry that is not trusted here.',
    'The project lists the registries it trusts.',
    'FROM example.org/tool:1',
    'FROM docker.io/library/alpine:3.20',
    'registries',
  ],
];
