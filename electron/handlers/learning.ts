import { CHECK_OWNER } from '../checks/owner';
import type { Services } from '../services';
import type { Handlers } from '../shared/contract';
import type { LabKey, LessonKey, StepResult } from '../shared/course/model';
import type { DrawnValues } from '../shared/course/variables';
import { fillAll } from '../shared/course/variables';
import { type LabDemands, whyNotOn } from '../shared/course/needs';
import type { Engine } from '../engines/engine';
import { isCorrect, serialiseAnswer } from '../shared/course/quiz';
import type { Question } from '../shared/course/schema';
import { DrydockError } from '../shared/errors';
import type { ProgressFact } from '../shared/progress/events';

type LearningServices = Pick<
  Services,
  'catalogue' | 'workspaces' | 'engines' | 'checks' | 'settings' | 'progress' | 'notify'
>;
type Methods = 'checks.run' | 'checks.cancel' | 'quiz.answer' | 'review.answer';

/** Handlers of what a learner is marked for: the steps of a lab and the questions of a quiz. */
export function learningHandlers(services: LearningServices): Pick<Handlers, Methods> {
  const { catalogue, workspaces, engines, checks, settings, progress } = services;

  /** A result is told even when it cannot be written down; progress keeps it and tries again. */
  const record = async (facts: readonly ProgressFact[]): Promise<void> => {
    await progress.record(facts).catch((error: unknown) => {
      if (!(error instanceof DrydockError)) throw error;
      services.notify({ severity: 'warning', error: error.data });
    });
  };

  const questionOf = (lesson: LessonKey, id: string): Question => {
    const question = catalogue.lesson(lesson).quiz?.questions.find((each) => each.id === id);
    if (question === undefined) throw notFound(`The quiz of ${lesson} has no question "${id}".`);
    return question;
  };

  return {
    async 'checks.run'(lab, stepId) {
      const file = catalogue.lab(lab).file;
      const written = file.steps.find(({ id }) => id === stepId);
      if (written === undefined) throw notFound(`The lab ${lab} has no step "${stepId}".`);
      const workspace = `lab/${lab}`;
      const drawn = await workspaces.variables(workspace);
      const step = fillAll(written, drawn);
      const result = await checks.run({
        lab,
        step,
        folder: await workspaces.folder(workspace),
        engine: async () => able(await engines.select(settings.get().engine), file),
        label: CHECK_OWNER,
        correctQuestions: correctQuestions(progress.state().lessons[lessonOf(lab)]?.quiz ?? {}),
      });
      await record([...drawnFacts(lab, drawn), ...factsOf(result, step.points)]);
      return result;
    },

    'checks.cancel': async (lab) => {
      checks.cancel(lab);
    },

    async 'review.answer'(lesson, questionId, answer, sure) {
      const correct = isCorrect(questionOf(lesson, questionId), answer);
      const rating = !correct ? 'again' : sure ? 'good' : 'hard';
      await record([
        {
          kind: 'question-reviewed',
          ...{ lesson, question: questionId, rating },
          answer: serialiseAnswer(answer),
        },
      ]);
      return { correct };
    },

    async 'quiz.answer'(lesson, questionId, answer) {
      const correct = isCorrect(questionOf(lesson, questionId), answer);
      await record([
        { kind: 'quiz-answered', lesson, question: questionId, correct, answer: serialiseAnswer(answer) },
      ]);
      return { correct };
    },
  };
}

/** Which values an attempt was made with. */
function drawnFacts(lab: LabKey, values: DrawnValues): readonly ProgressFact[] {
  return Object.keys(values).length === 0 ? [] : [{ kind: 'variables-drawn', lab, values: { ...values } }];
}

function factsOf(result: StepResult, points: number): readonly ProgressFact[] {
  const { lab, step, passed, engine, simulated, outcomes } = result;
  const where = { lab, step, engine, simulated };
  return [
    { kind: 'step-tried', ...where, passed },
    ...outcomes
      .filter((outcome) => outcome.passed)
      .map(({ check }) => ({ kind: 'check-passed' as const, ...where, check })),
    ...(passed ? [{ kind: 'step-passed' as const, ...where, points }] : []),
  ];
}

function correctQuestions(quiz: Readonly<Record<string, { readonly correct: boolean }>>): readonly string[] {
  return Object.entries(quiz).flatMap(([question, { correct }]) => (correct ? [question] : []));
}

function lessonOf(lab: LabKey): LessonKey {
  const [course = '', lesson = ''] = lab.split('/');
  return `${course}/${lesson}`;
}

function notFound(message: string): DrydockError {
  return new DrydockError({ kind: 'not-found', message });
}

/** The engine, if it can do what the lab needs: what it cannot do would look like the learner's mistake. */
async function able(engine: Engine, lab: LabDemands): Promise<Engine> {
  const message = whyNotOn(await engine.status(), lab);
  if (message === undefined) return engine;
  throw new DrydockError({
    kind: 'unsupported',
    message,
    remedy: 'Choose another engine for it, in the settings.',
  });
}
