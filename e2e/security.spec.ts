/** Attempts to break out of the window, each against one rule of electron/security.ts, protocol/ or ipc/. */
import { methodNames } from '../electron/shared/contract.names';
import { expect, testInOneWindow as test } from './fixtures';
import { ask, askMalformed, statusOf } from './pages/bridge';
import { Shell } from './pages/shell';

const home = 'app://drydock/';

test.beforeEach(async ({ page }) => {
  await new Shell(page).ready();
});

test.describe('navigation', () => {
  for (const target of [
    'https://example.invalid/',
    'file:///etc/passwd',
    'data:text/html,out',
    'app://other/',
  ]) {
    test(`the page cannot go to ${target}`, async ({ app, page }) => {
      await page.evaluate((url) => {
        location.href = url;
      }, target);
      await page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
      }, target);
      await page.waitForTimeout(300);
      // Asked from the main process: Playwright itself waits for the navigation that was begun and denied.
      const shown = await app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return (await contents?.executeJavaScript('[location.href, document.title]')) as unknown;
      });
      expect(shown).toEqual([expect.stringMatching(/^app:\/\/drydock\//), expect.stringMatching(/Drydock/)]);
    });
  }

  test('no window is opened, by script or by link', async ({ app, page }) => {
    const opened = await page.evaluate(() => window.open('app://drydock/') === null);
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.invalid/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
    });
    expect(opened).toBe(true);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('a frame cannot be made, not even of the app itself', async ({ page }) => {
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'app://drydock/index.html';
      document.body.append(frame);
    });
    await page.waitForTimeout(300);
    const inner = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const frame of inner) expect(await frame.evaluate(() => 'drydock' in window)).toBe(false);
  });
});

test.describe('the scheme', () => {
  const escapes = [
    'package.json',
    '%2e%2e/%2e%2e/package.json',
    '..%2f..%2fpackage.json',
    '%2f..%2f..%2fpackage.json',
    '..%5c..%5cpackage.json',
    '%252e%252e%252f%252e%252e%252fpackage.json',
    'assets/..%2f..%2f..%2fpackage.json',
    '%2fetc%2fpasswd',
    'index.html%00.png',
    'C%3a/windows/win.ini',
    'course/containers/..%2f..%2fpackage.json',
    'course/containers/course.yaml',
    'course/..%2f..%2fetc/passwd.png',
    'course/containers/%2e%2e%2f%2e%2e%2fLICENSE',
    'course/nobody/x.png',
  ];
  for (const path of escapes) {
    test(`gives nothing for ${path}`, async ({ page }) => {
      expect(await statusOf(page, home + path)).not.toBe(200);
    });
  }

  test('serves the page with its policy, and nothing to other methods', async ({ page }) => {
    const answer = await page.evaluate(async (url) => {
      const response = await fetch(url);
      return { status: response.status, headers: Object.fromEntries(response.headers.entries()) };
    }, home);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(answer.headers['content-security-policy']).toContain("script-src 'self';");
    expect(await page.evaluate((url) => fetch(url, { method: 'POST' }).then((r) => r.status), home)).toBe(
      405,
    );
  });
});

test.describe('the page', () => {
  test('runs no inline script, no eval, no worker from a blob', async ({ page }) => {
    // Playwright evaluates around the policy, so the attempts are made by elements and workers.
    const found = await page.evaluate(async () => {
      const blocked: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.escaped = true';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.escaped = true');
      document.body.append(button);
      button.click();
      setTimeout('window.escaped = true', 0); // a string handler is eval
      try {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
        worker.onmessage = () => Object.assign(window, { escaped: true });
      } catch {
        // Chromium 114 refuses in the constructor; newer ones tell by an event
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { escaped: 'escaped' in window, blocked };
    });
    expect(found.escaped).toBe(false);
    expect(found.blocked).toEqual(
      expect.arrayContaining(['script-src-elem', 'script-src-attr', 'worker-src']),
    );
  });

  test('reaches no network and no file', async ({ app, page }) => {
    for (const url of ['https://example.invalid/', 'http://127.0.0.1:1/', 'file:///etc/passwd']) {
      expect(await statusOf(page, url)).toBe('blocked');
    }
    // The same without the page's policy: the session itself refuses.
    const refused = await app.evaluate(({ session }) =>
      session.defaultSession.fetch('http://127.0.0.1:1/').then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    );
    expect(refused).toContain('ERR_BLOCKED_BY_CLIENT');
  });

  test('is granted no permission', async ({ page }) => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as PermissionName[];
      const asked = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
      const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      );
      return { states: [...new Set(asked.map(({ state }) => state))], media };
    });
    expect(states).toEqual({ states: ['denied'], media: expect.stringMatching(/NotAllowed|NotFound/) });
  });

  test('has no Node, and a bridge that cannot be changed', async ({ page }) => {
    const found = await page.evaluate(() => {
      const bridge = (window as unknown as { drydock: Record<string, unknown> }).drydock;
      const change = (action: () => void) => {
        try {
          action();
        } catch {
          // frozen objects throw in strict code
        }
      };
      const before = bridge['invoke'];
      change(() => (bridge['invoke'] = () => 'mine'));
      change(() => Object.assign(window, { drydock: {} }));
      return {
        node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
        keys: Object.keys((window as unknown as { drydock: object }).drydock).sort(),
        kept: (window as unknown as { drydock: Record<string, unknown> }).drydock['invoke'] === before,
      };
    });
    expect(found).toEqual({ node: [], keys: ['invoke', 'on', 'pathForFile'], kept: true });
  });
});

test.describe('requests to the main process', () => {
  test('are refused on every channel when malformed', async ({ page }) => {
    test.slow();
    const accepted = await askMalformed(page, methodNames);
    expect(accepted).toEqual([]);
  });

  test('go nowhere for a method that does not exist', async ({ page }) => {
    const reached = await ask(page, 'constructor').then(
      () => true,
      () => false,
    );
    expect(reached).toBe(false);
  });

  for (const url of ['app://drydock/index.html', 'data:text/html,<p>foreign']) {
    test(`are refused from another window that shows ${url.slice(0, 20)}`, async ({ app }) => {
      const reply = await app.evaluate(async ({ BrowserWindow, app: electron }, address) => {
        const preload = `${electron.getAppPath()}/out/preload/preload.cjs`;
        const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        try {
          await foreign.loadURL(address);
          return (await foreign.webContents.executeJavaScript(`drydock.invoke('app.info')`)) as unknown;
        } finally {
          foreign.destroy();
        }
      }, url);
      expect(reply).toMatchObject({ ok: false, error: { kind: 'refused' } });
    });
  }

  test('are refused from an inner frame of our own window', async ({ app, page }) => {
    // A frame has no preload and a policy against it; both are taken out of the way to test the sender check alone.
    const reply = await app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (!window) throw new Error('no window');
      const handlers = (
        ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> }
      )._invokeHandlers;
      const handler = handlers.get('drydock:app.info');
      if (!handler) throw new Error('no handler');
      const frame = { url: 'app://drydock/index.html', parent: window.webContents.mainFrame };
      return handler({ sender: window.webContents, senderFrame: frame });
    });
    expect(reply).toMatchObject({ ok: false, error: { kind: 'refused' } });
    expect(await page.evaluate(() => 'drydock' in window)).toBe(true);
  });

  test('open no address but https, and none without asking', async ({ app, page }) => {
    await app.evaluate(({ dialog, shell }) => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      dialog.showMessageBox = (async (_window: unknown, { message }: { message: string }) => {
        seen.push(message);
        return { response: 0, checkboxChecked: false };
      }) as unknown as typeof dialog.showMessageBox;
      shell.openExternal = async (url) => void seen.push(url);
    });
    const open = (url: string) => ask(page, 'app.openExternal', url);
    for (const url of [
      'file:///etc/passwd',
      'http://example.invalid/',
      'https://good.invalid@evil.invalid/',
    ]) {
      expect((await open(url)).ok).toBe(false);
    }
    expect(await open('https://example.invalid/page')).toEqual({ ok: true, value: false });
    expect(await app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)).toEqual([
      'Open a page of example.invalid in your browser?',
    ]);
  });
});
