import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../electron/shared/dockerfile';
import { lint, RULES } from '../../electron/shared/dockerfile';
import type { CourseSummary, LessonSummary, RuleSlide } from '../../electron/shared/course/model';
import { ruleSettings } from '../../electron/shared/settings';
import { containersCourse } from '../testing/sample-courses';
import { filterRules, noFilter, SOURCES } from './rule-filter';
import { defaultLevel, isChanged, isFixed, levelOf, withLevel } from './rule-level';
import { slideOfRule } from './rule-slides';
import { silenceOf } from './silence';

function rule(name: string): Rule {
  const found = RULES.find(({ id, aliases }) => id === name || aliases.includes(name));
  if (!found) throw new Error(`no rule ${name}`);
  return found;
}

describe('rule levels', () => {
  it('are what the linter makes of the same settings', () => {
    const level = levelOf(rule('DL3006'), { DL3006: 'error' });
    expect(level).toBe('error');
    const [found] = lint('FROM busybox\n', { rules: { DL3006: 'error' } });
    expect(found).toMatchObject({ rule: 'ImageWithoutTag', severity: 'error' });
    expect(levelOf(rule('DL3006'), { ImageWithoutTag: 'off' })).toBe('off');
    expect(lint('FROM busybox\n', { rules: { ImageWithoutTag: 'off' } })).toEqual([]);
  });

  it('can be set and taken back, one rule after another, in any order', () => {
    const step = fc.record({ rule: fc.constantFrom(...RULES), level: fc.constantFrom(...ruleSettings) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let settings = {};
        for (const { rule: one, level } of steps) {
          settings = withLevel(settings, one, level);
          expect(levelOf(one, settings)).toBe(isFixed(one) ? 'error' : level);
        }
        for (const { rule: one } of steps) settings = withLevel(settings, one, defaultLevel(one));
        expect(settings).toEqual({});
      }),
    );
  });

  it('forget an old setting under another name of the rule', () => {
    expect(withLevel({ DL3006: 'off', Other: 'off' }, rule('DL3006'), 'error')).toEqual({
      ImageWithoutTag: 'error',
      Other: 'off',
    });
  });

  it('keep what stops the build an error', () => {
    const unknown = rule('UnknownInstruction');
    expect(levelOf(unknown, { UnknownInstruction: 'off' })).toBe('error');
    expect(withLevel({}, unknown, 'off')).toEqual({});
    expect(isChanged(unknown, { UnknownInstruction: 'off' })).toBe(false);
  });
});

describe('filterRules', () => {
  const ids = (change: Partial<typeof noFilter>, settings = {}): string[] =>
    filterRules(RULES, settings, { ...noFilter, ...change }).map(({ id }) => id);

  it('finds a rule by any of its names and by words of its text', () => {
    expect(ids({ query: 'dl3006' })[0]).toBe('ImageWithoutTag');
    expect(ids({ query: 'tag base' })).toContain('ImageWithoutTag');
    expect(ids({ query: 'nothing like this' })).toEqual([]);
    expect(ids({})).toHaveLength(RULES.length);
  });

  it('filters by severity as it is set, by kind, and by what was changed', () => {
    const settings = { ImageWithoutTag: 'off' } as const;
    expect(ids({ level: 'off' }, settings)).toContain('ImageWithoutTag');
    expect(ids({ level: 'off' })).not.toContain('ImageWithoutTag');
    expect(ids({ changedOnly: true }, settings)).toEqual(['ImageWithoutTag']);
    const bySource = SOURCES.map((source) => ids({ source }).length);
    expect(bySource.reduce((sum, n) => sum + n, 0)).toBe(RULES.length);
  });
});

describe('slideOfRule', () => {
  const [first, second] = containersCourse.lessons;
  if (!first || !second) throw new Error('the sample has lessons');
  const withRules = (lesson: LessonSummary, rules: readonly RuleSlide[]): LessonSummary => ({
    ...lesson,
    rules,
  });
  const courses: readonly CourseSummary[] = [
    {
      ...containersCourse,
      lessons: [
        withRules(first, [{ rule: 'images-and-tags', slide: 'tags', title: 'Tags' }]),
        withRules(second, [
          { rule: 'images-and-tags', slide: 'base', title: 'The base' },
          { rule: 'DL3006', slide: 'a-tag', title: 'Give it a tag' },
        ]),
      ],
    },
  ];

  it('takes the open lesson first, and in it the rule before its topic', () => {
    expect(slideOfRule(rule('ImageWithoutTag'), courses, second.key)?.slide).toBe('a-tag');
    expect(slideOfRule(rule('LatestTag'), courses, second.key)?.slide).toBe('base');
    expect(slideOfRule(rule('LatestTag'), courses)).toMatchObject({ slide: 'tags', lesson: first.key });
    expect(slideOfRule(rule('NoHealthcheck'), courses)).toBeUndefined();
  });
});

describe('silenceOf', () => {
  it('gives a comment that keeps exactly this rule silent', () => {
    const broken = ['FROM busybox AS Build', 'FROM busybox'];
    for (const [name, text] of [
      ['StageNameCasing', broken.join('\n')],
      ['DL3006', 'FROM busybox\n'],
    ] as const) {
      const { id } = rule(name);
      const line = silenceOf(rule(name))?.line ?? '';
      expect(lint(text).map((found) => found.rule)).toContain(id);
      expect(lint(`${line}\n${text}`).map((found) => found.rule)).not.toEqual(lint(text).map((f) => f.rule));
    }
    expect(silenceOf(rule('UnknownInstruction'))).toBeUndefined();
  });
});
