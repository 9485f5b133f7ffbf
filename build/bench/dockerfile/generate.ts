/** A Dockerfile of that many lines with all that makes one slow: variables, continued RUNs, stages, labels. */
export function generatedDockerfile(lines: number): string {
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
