import { makesLayer } from '../engine/plan';
import type { BuildEvidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';
import { buildFailed, compareToRange, excerpt, matches, rangeInWords, sizeInWords } from './verdict';

type BuildCheck = Extract<Check, { kind: 'build' }>;

/** Decides how a build must end, and how; null when it does. */
export function judgeBuild(check: BuildCheck, build: BuildEvidence): Verdict | null {
  return check.expect === 'fails' ? judgeFailing(check, build) : judgeSucceeding(check, build);
}

function judgeSucceeding(check: BuildCheck, build: BuildEvidence): Verdict | null {
  if (!build.ok) return buildFailed(build);
  // Only these make a layer; engines differ in what they report of the others.
  const layers = build.steps.filter(makesLayer);
  const cached = layers.filter((step) => step.state === 'cached').length;
  if (check.cachedSteps && compareToRange(cached, check.cachedSteps) !== 'inside') {
    const expected = `${rangeInWords(check.cachedSteps)} cached steps`;
    return {
      code: 'cached-steps',
      found: `${cached} of ${layers.length}`,
      expected,
      message: `${cached} of the ${layers.length} steps came from the cache, expected ${expected}. A step is built anew when its line, its files, or any step before it changed.`,
    };
  }
  for (const unwanted of check.silent) {
    const step = build.steps.find(({ log }) => matches(unwanted, log));
    if (!step) continue;
    return {
      code: 'ran-again',
      found: step.text,
      expected: 'that it came from the cache',
      message: `The step "${excerpt(step.text)}" was run, and should have come from the cache. A step is built anew when its line, its files, or any step before it changed.`,
    };
  }
  const again = judgeAgain(check, build);
  if (again) return again;
  const size = build.contextBytes;
  if (check.contextBytes && compareToRange(size, check.contextBytes) !== 'inside') {
    const expected = `${rangeInWords(check.contextBytes)} bytes`;
    return {
      code: 'context-size',
      found: sizeInWords(size),
      expected,
      message: `The build context has ${sizeInWords(size)}, expected ${expected}. What .dockerignore names is not sent to the engine.`,
    };
  }
  return null;
}

function judgeAgain({ twice }: BuildCheck, { again }: BuildEvidence): Verdict | null {
  if (!twice || !again || again.ids[0] === again.ids[1]) return null;
  if (again.differences.length > 0) {
    return {
      code: 'differs',
      found: again.differences.slice(0, 5).join(', '),
      expected: 'two builds with the same files',
      message: `Two builds of the same files differ in ${again.differences.slice(0, 5).join(', ')}${again.differences.length > 5 ? ' and more' : ''}. Something in the build depends on when or where it is made.`,
    };
  }
  if (twice === 'files' || !again.keepsTime) return null;
  return {
    code: 'timestamps',
    found: again.ids.map((id) => id.slice(7, 19)).join(' and '),
    expected: 'the same digest twice',
    message:
      'Two builds give the same files and another digest: the times of some files are those of the build.',
  };
}

function judgeFailing(check: BuildCheck, build: BuildEvidence): Verdict | null {
  if (build.ok) {
    return {
      code: 'build-passed',
      found: 'a build that succeeds',
      expected: 'a build that fails',
      message: 'The build went well. In this step it should fail: that is what there is to see.',
    };
  }
  if (check.failsWith === undefined) return null;
  const { failure } = build;
  const log = build.steps.find((step) => step.id === failure.step)?.log ?? '';
  const words = [failure.message, failure.details ?? '', log].join('\n');
  if (matches(check.failsWith, words)) return null;
  return {
    code: 'wrong-failure',
    found: excerpt(words),
    expected: `a failure that says ${check.failsWith}`,
    message: `The build failed, but for another reason: ${failure.message}`,
  };
}
