import {
  completions,
  DocumentModel,
  hover,
  lint,
  lintAst,
  semanticTokens,
} from '../../electron/shared/dockerfile';
import { type Bench, type BenchRow } from './bench';
import { percentile, timed } from './statistics';

/** Times measured of each thing, after as many to warm up. */
const rounds = 60;

/** What the editor asks of a Dockerfile while someone types, for a usual one and for a very long one. */
export const bench: Bench = {
  name: 'dockerfile',
  async run() {
    return [...(await measured(50, 1, 1)), ...(await measured(2_000, 10, 5))];
  },
};

async function measured(lines: number, lintBudget: number, budget: number): Promise<BenchRow[]> {
  const text = generatedDockerfile(lines);
  const model = new DocumentModel(text);
  lintAst(model.ast);
  const at = text.indexOf('\n', text.length >> 1);
  let typed = false;
  const edit = (): void => {
    typed = !typed;
    model.update({ start: at, end: at + (typed ? 0 : 1), text: typed ? 'x' : '' });
  };
  const row = async (
    what: string,
    most: number,
    work: () => unknown,
    prepare = (): void => undefined,
  ): Promise<BenchRow> => {
    const times: number[] = [];
    for (let round = 0; round < rounds * 2; round += 1) {
      prepare();
      const time = await timed(work);
      if (round >= rounds) times.push(time);
    }
    return {
      what: `${what}, ${lines} lines, p95`,
      value: percentile(times, 95),
      unit: 'ms',
      budget: { of: 'value', most },
    };
  };
  return [
    await row('edit to diagnostics', lintBudget, () => {
      edit();
      lintAst(model.ast);
    }),
    await row('semantic tokens', budget, () => semanticTokens(model.ast), edit),
    await row('completion', budget, () => completions(model.ast, at), edit),
    await row('hover', budget, () => hover(model.ast, at - 2), edit),
    await row('lint of a text never seen', lintBudget * 5, () => lint(text)),
  ];
}

/** A Dockerfile of that many lines with all that makes one slow: variables, continued RUNs, stages, labels. */
function generatedDockerfile(lines: number): string {
  const text = ['# syntax=docker/dockerfile:1', 'FROM debian:12 AS base'];
  for (let step = 1; text.length < lines; step += 1) {
    text.push(
      `# step ${step}`,
      `ARG V${step}=1.${step}`,
      `ENV PATH=/opt/bin${step}:$PATH FOO${step}="a b $V${step}"`,
      'RUN apt-get update && \\',
      `    apt-get install -y --no-install-recommends curl=7.$V${step} \\`,
      `      git="2.\${V${step}:-3}" && \\`,
      `    rm -rf /var/lib/apt/lists/* && echo "$(date)" | tee "/x$V${step}"`,
      `COPY --chown=1:1 src${step} /app/src${step}/`,
      `LABEL org.example.l${step}="x"`,
      `WORKDIR /app/${step}`,
    );
    if (step % 20 === 0) text.push(`FROM base AS s${step}`);
  }
  return `${text.slice(0, lines).join('\n')}\n`;
}
