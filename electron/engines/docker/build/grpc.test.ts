import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GRPC, GrpcError, serveGrpc } from './grpc';

const server = createServer((socket) => {
  void serveGrpc(socket, {
    '/test.Echo/Say': (request) => Buffer.from(request).reverse(),
    '/test.Echo/Refuse': () => {
      throw new GrpcError(GRPC.notFound, 'it is not there');
    },
  });
});
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => void server.close());

/** Calls a method as BuildKit does: one message, and the status in the trailers. */
async function call(path: string, body: Buffer) {
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  let head: Record<string, unknown> = {};
  stream.on('response', (headers) => (head = { ...head, ...headers }));
  stream.on('trailers', (headers) => (head = { ...head, ...headers }));
  stream.end(body);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  session.close();
  return { status: head['grpc-status'], message: head['grpc-message'], body: Buffer.concat(chunks) };
}

/** A message with its head of five bytes. */
function framed(text: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(Buffer.byteLength(text), 1);
  return Buffer.concat([head, Buffer.from(text)]);
}

it('answers a call, and several on one connection', async () => {
  expect(await call('/test.Echo/Say', framed('abc'))).toMatchObject({ status: '0', body: framed('cba') });
  expect(await call('/test.Echo/Say', framed(''))).toMatchObject({ status: '0', body: framed('') });
});

it('tells what it cannot give, and what it does not know', async () => {
  const refused = await call('/test.Echo/Refuse', framed(''));
  expect(refused).toMatchObject({ status: '5', message: 'it%20is%20not%20there' });
  expect(await call('/test.Echo/None', framed(''))).toMatchObject({ status: '12' });
});

it.each([
  ['a message that is cut off', framed('abc').subarray(0, 6)],
  ['nothing at all', Buffer.alloc(0)],
  ['a compressed message', Buffer.from([1, 0, 0, 0, 0])],
  ['more than anybody asks for', framed('x'.repeat(100_000))],
])('refuses %s', async (_what, body) => {
  expect(await call('/test.Echo/Say', body)).toMatchObject({ status: '13' });
});
