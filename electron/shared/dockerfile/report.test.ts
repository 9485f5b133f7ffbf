import { describe, expect, it } from 'vitest';
import { lint } from './lint';
import { formatReport, reaches } from './report';

const files = [{ path: 'Dockerfile', diagnostics: lint('FROM a:1\nRUN sudo x') }];

describe('reports', () => {
  it('are written for people, machines, GitHub and SARIF', () => {
    expect(formatReport(files, 'text')).toBe('Dockerfile:2:5: error NoSudo/DL3004: Do not use sudo.\n');
    expect(JSON.parse(formatReport(files, 'json'))).toMatchObject([
      { rule: 'NoSudo', line: 2, column: 5, fixable: true },
    ]);
    expect(formatReport(files, 'github')).toContain('::error file=Dockerfile,line=2,col=5');
    expect(JSON.parse(formatReport(files, 'sarif'))).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'NoSudo', level: 'error' }] }],
    });
  });

  it('know thresholds', () => {
    expect(reaches('error', 'warning')).toBe(true);
    expect(reaches('info', 'warning')).toBe(false);
  });
});
