import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CookieJar } from './cookie-jar';
import { redirectOf } from './headers';
import { Previews } from './previews';
import { relay } from './relay';

const container = 'c'.repeat(64);
let asked: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
  response.end('hello');
};
const server = createServer((request, response) => {
  asked.push(request);
  answer(request, response);
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

const get = (url: string, headers: Record<string, string> = {}) => ({
  url,
  method: 'GET',
  headers,
  body: null,
});

describe('a preview', () => {
  it('passes a request on to its container, and the answer with our policy in place of its own', async () => {
    asked = [];
    answer = (request, response) => {
      response.setHeader('content-security-policy', "frame-ancestors 'none'");
      response.setHeader('x-frame-options', 'DENY');
      response.setHeader('set-cookie', ['seen=1; Path=/', 'gone=1; Max-Age=0']);
      response.end(`${request.method} ${request.url}`);
    };
    const previews = new Previews({ locate: async () => port });
    const { origin } = await previews.open(container, 8080);
    const first = await relay(
      get(`${origin}/a%20b?c=d`, { Referer: 'app://drydock/', accept: 'text/html' }),
      previews,
    );
    expect(first.statusCode).toBe(200);
    expect(await text(first.data)).toBe('GET /a%20b?c=d');
    expect(first.headers['content-security-policy']).toContain("connect-src 'self'");
    expect(first.headers).not.toHaveProperty('x-frame-options');
    expect(asked[0]?.headers).toMatchObject({ host: `127.0.0.1:${port}`, accept: 'text/html' });
    expect(asked[0]?.headers).not.toHaveProperty('referer');
    await relay({ url: `${origin}/`, method: 'POST', headers: {}, body: Buffer.from('x=1') }, previews);
    expect(asked[1]).toMatchObject({ method: 'POST' });
    expect(asked[1]?.headers['cookie']).toBe('seen=1');
  });

  it('follows a redirect inside the container and no other', async () => {
    answer = (request, response) => {
      response.statusCode = 302;
      response.setHeader('location', request.url === '/in' ? '/there' : 'https://example.invalid/x');
      response.end();
    };
    const previews = new Previews({ locate: async () => port });
    const { origin } = await previews.open(container, 8080);
    expect(await relay(get(`${origin}/in`), previews)).toMatchObject({
      statusCode: 302,
      headers: { location: '/there' },
    });
    const out = await relay(get(`${origin}/out`), previews);
    expect(out.statusCode).toBe(502);
    expect(await text(out.data)).toContain('example.invalid');
  });

  it('asks anew where the container is, and shows nothing once it has ended or the preview was closed', async () => {
    answer = (_request, response) => response.end('still here');
    let located: number | null = port;
    const previews = new Previews({ locate: async () => located, believeMs: 0 });
    const { id, origin } = await previews.open(container, 8080);
    expect((await relay(get(origin), previews)).statusCode).toBe(200);
    located = null;
    expect((await relay(get(origin), previews)).statusCode).toBe(410);
    located = port;
    expect((await relay(get(origin), previews)).statusCode).toBe(200);
    previews.close(id);
    expect((await relay(get(origin), previews)).statusCode).toBe(410);
    await expect(new Previews({ locate: async () => null }).open(container, 80)).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });

  it('knows no other address', async () => {
    const previews = new Previews({ locate: async () => port });
    asked = [];
    expect((await relay(get(`preview://127.0.0.1:${port}/`), previews)).statusCode).toBe(410);
    expect((await relay(get('preview://00000000-0000-4000-8000-000000000000/'), previews)).statusCode).toBe(
      410,
    );
    expect(asked).toHaveLength(0);
  });

  it('says that nothing answers yet', async () => {
    const previews = new Previews({ locate: async () => 1 });
    const { origin } = await previews.open(container, 8080);
    const nobody = await relay(get(origin), previews);
    expect(nobody.statusCode).toBe(502);
    expect(await text(nobody.data)).toContain('Nothing answers on this port yet');
  });
});

it.each([
  [undefined, { kind: 'none' }],
  ['/a', { kind: 'within', location: '/a' }],
  ['a?b', { kind: 'within', location: 'a?b' }],
  ['http://127.0.0.1:81/a?b', { kind: 'within', location: '/a?b' }],
  ['http://localhost:81/', { kind: 'within', location: '/' }],
  ['http://127.0.0.1:82/', { kind: 'elsewhere', host: '127.0.0.1:82' }],
  ['//example.invalid/', { kind: 'elsewhere', host: 'example.invalid' }],
  ['https://127.0.0.1:81/', { kind: 'elsewhere', host: '127.0.0.1:81' }],
])('a redirect to %s', (location, expected) => {
  expect(redirectOf(location, '127.0.0.1:81')).toEqual(expected);
});

it('keeps the cookies that are meant to stay', () => {
  const jar = new CookieJar();
  expect(jar.header).toBeUndefined();
  for (const line of ['a=1', 'b=2; HttpOnly', 'a=3', '=x', 'c=4; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])
    jar.take(line);
  expect(jar.header).toBe('b=2; a=3');
});
