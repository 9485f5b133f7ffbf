import { expect, it } from 'vitest';
import { checkSchema } from './schema';
import { evaluate } from './evaluate';

const check = (raw: object) => checkSchema.parse({ id: 'it', title: 'It', ...raw });
const codeOf = (raw: object, text: string | null) => {
  const parsed = check(raw);
  if (parsed.kind !== 'commands' && parsed.kind !== 'answers') throw new TypeError(parsed.kind);
  return evaluate({ check: parsed, evidence: { text } } as Parameters<typeof evaluate>[0]);
};

const commands = {
  kind: 'commands',
  file: 'run.sh',
  expect: [
    { command: 'docker pull tide:2' },
    { command: 'docker run -d -p 8080:80 tide:2', ignore: ['name'] },
  ],
};

it.each([
  [{}, 'docker pull tide:2\ndocker run --detach --name t --publish 8080:80 tide:2', 'passed'],
  [{}, 'docker info\ndocker pull tide:2\necho hello\npodman run -dp 8080:80 tide:2', 'passed'],
  [{ tool: 'podman' }, 'docker pull tide:2\ndocker run -dp 8080:80 tide:2', 'wrong-tool'],
  [{}, 'docker run -dp 8080:80 tide:2\ndocker pull tide:2', 'no-command'],
  [{}, 'docker pull tide:2\ndocker run -d -p 80:8080 tide:2', 'wrong-command'],
  [{}, 'docker pull tide:2\ndocker run -d -p "80:8080 tide:2', 'no-command'],
  [{}, '', 'no-command'],
  [{}, null, 'no-command'],
])('commands %j in %j: %s', (more, text, code) => {
  expect(codeOf({ ...commands, ...more }, text).code).toBe(code);
});

it.each([
  ['docker push --all-tags tide', 'passed'],
  ['docker push tide:2', 'passed'],
  ['docker push tide', 'wrong-command'],
])('commands of which each is right: %s', (text, code) => {
  const expect_ = [{ command: ['docker push tide:2', 'docker push --all-tags tide'] }];
  expect(codeOf({ ...commands, expect: expect_ }, text).code).toBe(code);
});

it('says which line does what otherwise', () => {
  expect(codeOf(commands, 'docker pull tide:2\n\ndocker run -d -p 80:8080 tide:2').message).toBe(
    'run.sh, line 3: "--publish 8080:80" is missing; "--publish 80:8080" should not be there.',
  );
});

const answers = { kind: 'answers', file: 'a.txt', expect: { layers: '3|three', 'Exit code': '137' } };

it.each([
  ['layers: three\nexit code:  137 ', 'passed'],
  ['layers: `3`\nexit code: "137".', 'passed'],
  ['# layers: 3\nexit code: 137', 'no-answer-given'],
  ['layers: ?\nexit code: 137', 'no-answer-given'],
  ['layers: 33\nexit code: 137', 'wrong-answer-given'],
  [null, 'no-answer-given'],
])('answers in %j: %s', (text, code) => {
  expect(codeOf(answers, text).code).toBe(code);
});
