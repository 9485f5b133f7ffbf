import { describe, expect, it } from 'vitest';
import { lint } from '../lint';
import type { LintOptions } from './options';

/** Rules found in a body behind `FROM alpine:3.20`, those of taste about layers and pins left out unless asked for. */
function rules(body: string, options?: LintOptions): string[] {
  const from = /^FROM/m.test(body) ? '' : 'FROM alpine:3.20\n';
  return lint(from + body, options).map((diagnostic) => diagnostic.rule);
}

describe('package managers', () => {
  it.each([
    ['apt-get install -y --no-install-recommends curl=7.88.*'],
    ['apt-get -qq install --no-install-recommends -t bookworm curl=1'],
    ['apt-get install -y --no-install-recommends ./a.deb'],
    ['apk add --no-cache --virtual .deps curl=~8'],
    ['pip install --no-cache-dir -r requirements.txt'],
    ['pip install --no-cache-dir "flask>=3"'],
    ['python3 -m pip install --no-cache-dir flask==3'],
    ['npm ci'],
    ['npm install -g @scope/tool@1.2.3'],
    ['gem install rake -v 13.2.1'],
    ['dnf install -y httpd-2.4.57 && dnf clean all'],
    ['yum -y install httpd-2.4 && yum clean all'],
    ['go install example.org/cmd@v1.0.0'],
    ['apt-get update && apt-get install -y --no-install-recommends a=1 && rm -rf /var/lib/apt/lists/*'],
  ])('accepts %s', (command) => {
    expect(rules(`RUN ${command}`)).toEqual([]);
  });

  it.each([
    ['pip install flask', ['PipVersionNotPinned', 'PipCacheLeft']],
    ['apk add curl', ['ApkVersionNotPinned', 'ApkCacheLeft']],
    ['apt install -y curl', ['AptInsteadOfAptGet', 'AptVersionNotPinned', 'AptRecommendedPackages']],
    ['sudo dnf install httpd', ['DnfVersionNotPinned', 'DnfNotConfirmed', 'DnfCacheLeft', 'NoSudo']],
  ])('reports %s', (command, expected) => {
    expect(rules(`RUN ${command}`).sort()).toEqual([...expected].sort());
  });

  it('knows cache mounts, environment and heredocs', () => {
    expect(rules('RUN --mount=type=cache,target=/root/.cache/pip pip install a==1')).toEqual([]);
    expect(rules('ENV PIP_NO_CACHE_DIR=1\nRUN pip install a==1')).toEqual([]);
    expect(rules('RUN <<EOF\napt-get update\nEOF')).toEqual(['AptListsNotRemoved']);
    expect(rules('RUN <<EOF\n#!/usr/bin/env python3\nprint("apt-get update")\nEOF')).toEqual([]);
    const mount = 'RUN --mount=type=cache,target=/var/lib/apt apt-get update';
    expect(rules(mount)).toEqual([]);
  });

  it('wants apt lists removed only in layers of the image', () => {
    const text = 'FROM debian:12 AS build\nRUN apt-get update\nFROM debian:12\nCOPY --from=build /a /a';
    expect(rules(text)).toEqual([]);
  });

  it('leaves shells alone that it does not know', () => {
    expect(rules('SHELL ["powershell", "-Command"]\nRUN sudo apt install x | y')).toEqual([]);
  });
});

describe('places', () => {
  it('point into continued lines and heredocs', () => {
    const text = 'FROM alpine:3.20\nRUN true && \\\n    sudo true\n';
    const [found] = lint(text);
    expect(found).toMatchObject({ rule: 'NoSudo', line: 3, column: 5, endColumn: 9 });
    const [inside] = lint('FROM alpine:3.20\nRUN <<EOF\ntrue\nsudo true\nEOF');
    expect(inside).toMatchObject({ rule: 'NoSudo', line: 4, column: 1 });
  });
});

describe('others', () => {
  it('looks at the user of the image only', () => {
    expect(rules('FROM a:1 AS b\nUSER root\nFROM a:1\nUSER 1000')).toEqual([]);
    expect(rules('USER 1000\nUSER root')).toEqual(['LastUserIsRoot']);
  });

  it('knows pipefail from SHELL and from the script', () => {
    expect(rules('RUN a | b')).toEqual(['PipeWithoutPipefail']);
    expect(rules('SHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a | b')).toEqual([]);
    expect(rules('RUN set -o pipefail && a | b')).toEqual([]);
  });

  it('follows .hadolint.yaml', () => {
    expect(rules('RUN sudo a', { hadolint: { ignored: ['DL3004'] } })).toEqual([]);
    expect(lint('FROM a:1\nRUN sudo a', { hadolint: { override: { info: ['DL3004'] } } })[0]!.severity).toBe(
      'info',
    );
    expect(
      rules('# hadolint ignore=DL3004\nRUN sudo a', { hadolint: { 'disable-ignore-pragma': true } }),
    ).toEqual([]);
    expect(rules('# hadolint global ignore=DL3004\nRUN sudo a')).toEqual([]);
  });

  it('takes settings by either name', () => {
    expect(rules('RUN sudo a', { rules: { DL3004: 'off' } })).toEqual([]);
    expect(lint('FROM a:1\nRUN sudo a', { rules: { NoSudo: 'style' } })[0]!.severity).toBe('style');
    expect(rules('CMD ["a"]', { rules: { NoHealthcheck: 'on' } })).toEqual(['NoHealthcheck']);
  });

  it('says nothing about a good file', () => {
    const text = [
      '# syntax=docker/dockerfile:1',
      'ARG GO=1.22',
      'FROM golang:${GO}-alpine AS build',
      'WORKDIR /src',
      'COPY go.mod go.sum ./',
      'RUN --mount=type=cache,target=/root/.cache go mod download',
      'COPY . .',
      'RUN CGO_ENABLED=0 go build -o /out/app ./cmd/app',
      '',
      'FROM gcr.io/distroless/static:nonroot',
      'COPY --from=build /out/app /app',
      'EXPOSE 8080/tcp',
      'USER 65532:65532',
      'ENTRYPOINT ["/app"]',
      '',
    ].join('\n');
    expect(rules(text)).toEqual([]);
  });
});

describe('the shell', () => {
  it.each([
    ['echo $x', ['UnquotedVariable', 'UnassignedVariable']],
    ['x=1 && echo "$x"', []],
    ['for f in a b; do echo "$f"; done', []],
    ['cat a | grep b', ['PipeWithoutPipefail', 'UselessCat']],
    ['cd /a && make', ['UseWorkdir']],
    ['cd /a; make', ['UseWorkdir', 'UncheckedCd']],
    ['set -e; cd /a; make', ['UseWorkdir']],
    ['echo "$(id -u)"', []],
    ['export A="$(id -u)"', ['MaskedReturnValue']],
    ['test -f a && b || true', []],
    ['echo "unclosed', ['ShellSyntax']],
  ])('%s', (command, expected) => {
    expect(rules(`RUN ${command}`).sort()).toEqual([...expected].sort());
  });
});
