import { describe, expect, it } from 'vitest';
import { applyEdits } from '../fix';
import { lint } from '../lint';

/** The text with the first fix of a rule made, and whether the rule is content with it. */
function mended(
  rule: string,
  source: string,
): { readonly text: string; readonly stays: boolean } | undefined {
  const options = { rules: { [rule]: 'on' } } as const;
  const found = lint(source, options).find((diagnostic) => diagnostic.rule === rule);
  const fix = found?.fixes[0];
  if (!fix) return undefined;
  const text = applyEdits(source, fix.edits);
  return { text, stays: lint(text, options).some((diagnostic) => diagnostic.rule === rule) };
}

const F = 'FROM alpine:3.20\n';
const B = 'FROM alpine:3.20 AS build\nFROM alpine:3.20\n';

describe('the fix of a rule', () => {
  it.each([
    ['UnknownInstruction', 'FORM alpine:3.20\n', 'FROM alpine:3.20\n'],
    ['UnknownInstruction', `${F}ONBUILD COYP a /\n`, `${F}ONBUILD COPY a /\n`],
    ['UnknownFlag', `${B}COPY --form=build /a /b\n`, `${B}COPY --from=build /a /b\n`],
    ['DuplicateFlag', `${F}COPY --chown=1 --chown=2 a /\n`, `${F}COPY --chown=1 a /\n`],
    ['FlagMissingValue', `${B}COPY --from build /a /b\n`, `${B}COPY --from=build /a /b\n`],
    ['FlagMissingValue', `${F}COPY --link= a /\n`, `${F}COPY --link a /\n`],
    ['FlagNotBoolean', `${F}COPY --link=yes a /\n`, `${F}COPY --link a /\n`],
    ['FlagNotBoolean', `${F}COPY --link=0 a /\n`, `${F}COPY --link=false a /\n`],
    ['ShellNotJson', `${F}SHELL /bin/sh -ec\n`, `${F}SHELL ["/bin/sh", "-ec"]\n`],
    ['NonStringJson', `${F}CMD ["sleep", 10]\n`, `${F}CMD ["sleep", "10"]\n`],
    ['UnterminatedHeredoc', `${F}RUN <<EOF\necho hello`, `${F}RUN <<EOF\necho hello\nEOF\n`],
    ['DuplicateDirective', `# escape=\`\n# escape=\\\n${F}`, `# escape=\`\n${F}`],
    ['InvalidSource', `${F}COPY https://example.org/a /\n`, `${F}ADD https://example.org/a /\n`],
    ['InvalidImageReference', 'FROM Ubuntu:24.04\n', 'FROM ubuntu:24.04\n'],
    ['StageNameCasing', 'FROM alpine:3.20 AS Builder\n', 'FROM alpine:3.20 AS builder\n'],
    ['WorkdirRelativePath', `${F}WORKDIR ./app\n`, `${F}WORKDIR /app\n`],
    ['EnvRefersToItself', `${F}ENV A=/a B=$A/b\n`, `${F}ENV A=/a\nENV B=$A/b\n`],
    ['UselessCat', `${F}RUN cat list | grep -c a > n\n`, undefined],
    ['UselessCat', `${F}RUN cat list | grep -c a\n`, `${F}RUN grep -c a < list\n`],
    [
      'MaskedReturnValue',
      `${F}RUN export V="$(git describe)" && make\n`,
      `${F}RUN V="$(git describe)" && export V && make\n`,
    ],
    [
      'AndOrChain',
      `${F}RUN test -f a && cp a b || cp c b\n`,
      `${F}RUN if test -f a; then cp a b; else cp c b; fi\n`,
    ],
  ])('%s turns %j into %j', (rule, source, fixed) => {
    const result = mended(rule, source);
    expect(result?.text).toBe(fixed);
    expect(result?.stays ?? false).toBe(false);
  });

  it.each([
    ['UnknownInstruction', 'SOMETHING else\n'],
    ['FlagMissingValue', `${F}COPY --from /a\n`],
    ['ShellNotJson', `${F}SHELL sh -c "a b"\n`],
    ['NonStringJson', `${F}CMD ["a", {"b": 1}]\n`],
    ['InvalidImageReference', 'FROM not^a^name\n'],
  ])('is not offered where nobody can tell what was meant: %s in %j', (rule, source) => {
    expect(mended(rule, source)).toBeUndefined();
  });
});
