/**
 * The connection over which BuildKit asks the one who builds for what must not be in the build context: here, values
 * of secrets (moby `POST /session`; buildkit session/grpchijack, session/secrets/secrets.proto).
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type Docker from 'dockerode';
import { hijack } from '../hijack';
import type { GrpcMethod } from './grpc';
import { GRPC, GrpcError, serveGrpc } from './grpc';
import { ProtoReader } from './proto-reader';

const GET_SECRET = '/moby.buildkit.secrets.v1.Secrets/GetSecret';
/** Asked every few seconds; who does not answer loses the session and with it the build. */
const HEALTH = '/grpc.health.v1.Health/Check';

/** Bytes that BuildKit takes for a secret (buildkit, secretsprovider.MaxSecretSize). */
export const SECRET_CAP = 500 * 1024;

/** A session that is open while a build runs. */
export interface BuildSession {
  /** Names it in the build's request. */
  readonly id: string;
  readonly close: () => void;
}

/** Opens a session that gives secrets by their ids. Throws what dockerode throws. */
export async function openSession(
  docker: Docker,
  secrets: Readonly<Record<string, string>>,
): Promise<BuildSession> {
  const id = randomUUID().replaceAll('-', '');
  const methods = { [GET_SECRET]: secretMethod(secrets), [HEALTH]: () => SERVING };
  const connection = await hijack(docker, '/session', {
    headers: {
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': hostname(),
      'X-Docker-Expose-Session-Sharedkey': '',
      'X-Docker-Expose-Session-Grpc-Method': Object.keys(methods),
    },
  });
  connection.on('error', () => undefined); // the build tells that its engine is gone
  await serveGrpc(connection, methods);
  return { id, close: () => void connection.destroy() };
}

/** `HealthCheckResponse { status = SERVING }`. */
const SERVING = Uint8Array.of(0x08, 0x01);

/** `GetSecretRequest { string ID = 1 }` to `GetSecretResponse { bytes data = 1 }`. */
function secretMethod(secrets: Readonly<Record<string, string>>): GrpcMethod {
  return (request) => {
    let id = '';
    for (const field of new ProtoReader(request).fields()) if (field.number === 1) id = field.text();
    const value = Object.hasOwn(secrets, id) ? secrets[id] : undefined;
    if (value === undefined) throw new GrpcError(GRPC.notFound, `secret ${id} not found`);
    const data = Buffer.from(value);
    return Buffer.concat([Uint8Array.of(0x0a), varint(data.length), data]);
  };
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
