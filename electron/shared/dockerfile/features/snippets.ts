/** Whole pieces of a Dockerfile to begin with, in the editor's snippet syntax. */
export const SNIPPETS: readonly { label: string; detail: string; body: string }[] = [
  {
    label: 'multi-stage build',
    detail: 'Build in one stage, ship only the result',
    body: 'FROM ${1:golang:1.22} AS build\nWORKDIR /src\nCOPY . .\nRUN ${2:go build -o /out/app .}\n\nFROM ${3:debian:12-slim}\nCOPY --from=build /out/app /usr/local/bin/app\nUSER 1000\nENTRYPOINT ["app"]',
  },
  {
    label: 'apt packages',
    detail: 'Install with apt-get and leave nothing behind',
    body: 'RUN apt-get update && \\\\\n    apt-get install -y --no-install-recommends ${1:package} && \\\\\n    rm -rf /var/lib/apt/lists/*',
  },
  {
    label: 'apt packages with a cache mount',
    detail: 'Keep downloads between builds, not in the image',
    body: 'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\\\n    --mount=type=cache,target=/var/lib/apt,sharing=locked \\\\\n    apt-get update && apt-get install -y --no-install-recommends ${1:package}',
  },
  {
    label: 'unprivileged user',
    detail: 'Create a user and switch to it',
    body: 'RUN useradd --system --uid 1000 --create-home ${1:app}\nUSER 1000',
  },
  {
    label: 'heredoc script',
    detail: 'Several commands in one RUN',
    body: 'RUN <<EOF\nset -e\n${1:command}\nEOF',
  },
  {
    label: 'secret mount',
    detail: 'Use a secret without keeping it',
    body: 'RUN --mount=type=secret,id=${1:token} ${2:command}',
  },
];
