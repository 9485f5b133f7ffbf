/**
 * Answers gRPC over one connection (grpc/grpc, doc/PROTOCOL-HTTP2.md), as far as BuildKit asks a builder's client:
 * calls of one message each way.
 */
import type { ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';

/** Answers a message. Throws a {@link GrpcError} for what it cannot give. */
export type GrpcMethod = (request: Uint8Array) => Uint8Array;

/** Codes of gRPC (grpc/grpc, doc/statuscodes.md). */
export const GRPC = { notFound: 5, unimplemented: 12, internal: 13 } as const;

/** A negative answer. */
export class GrpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Bytes that a request may have: nobody asks us for more than a name. */
const REQUEST_CAP = 64 * 1024;

/** Serves methods, by path like `/moby.buildkit.secrets.v1.Secrets/GetSecret`, until the connection is closed. */
export async function serveGrpc(
  connection: Duplex,
  methods: Readonly<Record<string, GrpcMethod>>,
): Promise<void> {
  const { createServer } = await import('node:http2');
  const server = createServer();
  server.on('session', (session) => session.on('error', () => undefined)); // the build tells that its engine is gone
  server.on('stream', (stream, headers) => answer(stream, methods[headers[':path'] ?? '']));
  server.emit('connection', connection);
}

function answer(stream: ServerHttp2Stream, method: GrpcMethod | undefined): void {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('error', () => undefined); // reset by who asked: no one waits for the answer
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= REQUEST_CAP) chunks.push(chunk);
  });
  stream.on('end', () => {
    if (stream.destroyed) return;
    try {
      if (!method) throw new GrpcError(GRPC.unimplemented, 'unknown method');
      respond(stream, method(messageOf(Buffer.concat(chunks), length)));
    } catch (thrown) {
      const [code, message] =
        thrown instanceof GrpcError ? [thrown.code, thrown.message] : [GRPC.internal, 'unreadable request'];
      const status = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message) };
      stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...status }, { endStream: true });
    }
  });
}

function respond(stream: ServerHttp2Stream, message: Uint8Array): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  const head = Buffer.alloc(5); // not compressed, and the length
  head.writeUInt32BE(message.length, 1);
  stream.end(Buffer.concat([head, message]));
}

/** The message of a body: a byte that says whether it is compressed, four bytes of length, the message. */
function messageOf(body: Buffer, length: number): Uint8Array {
  if (length > REQUEST_CAP || body.length < 5 || body[0] !== 0 || body.readUInt32BE(1) !== body.length - 5) {
    throw new RangeError('This is not one message of gRPC.');
  }
  return body.subarray(5);
}
