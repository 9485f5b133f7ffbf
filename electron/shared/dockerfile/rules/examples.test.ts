import { describe, expect, it } from 'vitest';
import { lint } from '../lint';
import type { LintOptions } from './options';
import { findRule, RULES } from './registry';

/** What some examples need besides their text. */
const OPTIONS: Readonly<Record<string, LintOptions>> = {
  CopyIgnoredFile: { dockerignore: 'notes.txt' },
  UntrustedRegistry: { hadolint: { trustedRegistries: ['docker.io'] } },
  InvalidBaseImagePlatform: {
    baseImage: (name) => (name.startsWith('arm64v8') ? { platform: 'linux/arm64' } : undefined),
  },
  LabelMissing: { hadolint: { 'label-schema': { 'org.example.team': 'text' } } },
  LabelSuperfluous: { hadolint: { 'label-schema': { team: 'text' }, 'strict-labels': true } },
  LabelEmpty: { hadolint: { 'label-schema': { team: 'text' } } },
  LabelNoUrl: { hadolint: { 'label-schema': { url: 'url' } } },
  LabelNoTime: { hadolint: { 'label-schema': { created: 'rfc3339' } } },
  LabelNoLicence: { hadolint: { 'label-schema': { licenses: 'spdx' } } },
  LabelNoHash: { hadolint: { 'label-schema': { revision: 'hash' } } },
  LabelNoVersion: { hadolint: { 'label-schema': { version: 'semver' } } },
  LabelNoEmail: { hadolint: { 'label-schema': { contact: 'email' } } },
};

/** Examples that are words, not files: too long to write, or shown by two files. */
const NOT_FILES = new Set(['LineTooLong', 'CopyIgnoredFile']);

function found(rule: string, example: string): boolean {
  const whole =
    /^(?:FROM|FORM|# (?:escape|check|nothing)|RUN true\nFROM)/im.test(example) ||
    /\nFROM/.test(example) ||
    rule === 'NoStages';
  const stages = /--from=build/.test(example) ? 'FROM alpine:3.20 AS build\n' : '';
  const text = whole && !stages ? example : `${stages}FROM alpine:3.20\n${example}`;
  return lint(text, { ...OPTIONS[rule], rules: { [rule]: 'on' } }).some(
    (diagnostic) => diagnostic.rule === rule,
  );
}

describe('every rule', () => {
  it.each(RULES.filter((rule) => !NOT_FILES.has(rule.id)).map((rule) => [rule.id, rule] as const))(
    '%s is shown by its bad example and not by its good one',
    (id, rule) => {
      expect(found(id, rule.bad), rule.bad).toBe(true);
      expect(found(id, rule.good), rule.good).toBe(false);
    },
  );

  it('has its own id, a sentence and a topic', () => {
    expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
    for (const rule of RULES) {
      expect(rule.title, rule.id).toMatch(/^[A-Z].*\.$/);
      expect(rule.why.length, rule.id).toBeGreaterThan(10);
      expect(rule.topic, rule.id).toMatch(/^[a-z-]+$/);
    }
  });

  it('covers all of BuildKit and hadolint by name', () => {
    const wanted = (
      'DL1001 DL3000 DL3001 DL3002 DL3003 DL3004 DL3006 DL3007 DL3008 DL3009 DL3010 DL3011 DL3012 DL3013 DL3014 DL3015 DL3016 ' +
      'DL3018 DL3019 DL3020 DL3021 DL3022 DL3023 DL3024 DL3025 DL3026 DL3027 DL3028 DL3029 DL3030 DL3032 DL3033 DL3034 DL3035 DL3036 ' +
      'DL3037 DL3038 DL3040 DL3041 DL3042 DL3043 DL3044 DL3045 DL3046 DL3047 DL3048 DL3049 DL3050 DL3051 DL3052 DL3053 DL3054 DL3055 ' +
      'DL3056 DL3057 DL3058 DL3059 DL3060 DL3061 DL3062 DL3063 DL3064 DL3065 DL3066 DL3067 DL4000 DL4001 DL4003 DL4004 DL4005 DL4006 ' +
      'SC2086 SC2046 SC2140 SC2164 SC2015 SC2155 SC2002 SC2154 SC2028 SC1072'
    ).split(' ');
    expect(wanted.filter((name) => !findRule(name))).toEqual([]);
  });
});
