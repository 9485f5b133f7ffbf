import { describe, expect, it, vi } from 'vitest';

// Electron's module is its API only inside Electron; what is tested here is pure.
vi.mock('electron', () => ({ app: {} }));
const { externalHost, pagePreferences, sandboxObstacle } = await import('./security');

describe('externalHost', () => {
  it.each([
    ['https://example.org/a?b#c', 'example.org'],
    ['https://example.org:8443/', 'example.org:8443'],
    ['https://xn--e1afmkfd.example/', 'xn--e1afmkfd.example'],
    ['https://пример.example/', 'xn--e1afmkfd.example'],
    ['http://example.org/', null],
    ['https://bank.example@evil.example/', null],
    ['https://user:password@evil.example/', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['ssh://example.org', null],
    ['example.org', null],
    ['', null],
  ])('%s', (url, host) => {
    expect(externalHost(url)).toBe(host);
  });
});

describe('sandboxObstacle', () => {
  it.skipIf(process.platform !== 'linux')('refuses root', () => {
    expect(sandboxObstacle(0, () => false)).toContain('does not run as root');
  });

  it('refuses a switch that turns the sandbox off', () => {
    expect(sandboxObstacle(1000, (name) => name === 'no-sandbox')).toContain('--no-sandbox');
  });

  it('lets everybody else start', () => {
    expect(sandboxObstacle(1000, () => false)).toBeNull();
    expect(sandboxObstacle(undefined, () => false)).toBeNull();
  });
});

it('no page has more than a web page has', () => {
  expect(pagePreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});
