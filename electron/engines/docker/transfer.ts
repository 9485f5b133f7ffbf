import { z } from 'zod';
import type { RegistryCredentials, TransferEvent } from '../../shared/engine/transfer';
import { DrydockError } from '../../shared/errors';
import { readJsonLines } from './lines';

const messageSchema = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  stream: z.string().optional(),
  error: z.string().optional(),
  errorDetail: z.object({ message: z.string().optional() }).optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).optional(),
});

/** The engine's words for what happens to a layer (moby, distribution and pkg/progress), and ours. */
const STATES: Readonly<Record<string, TransferEvent['state']>> = {
  'pulling fs layer': 'waiting',
  preparing: 'waiting',
  waiting: 'waiting',
  downloading: 'moving',
  pushing: 'moving',
  extracting: 'unpacking',
  'verifying checksum': 'unpacking',
  'download complete': 'done',
  'pull complete': 'done',
  pushed: 'done',
  'already exists': 'there',
  'layer already exists': 'there',
};

/** Reads the progress of a transfer. Throws `engine-failed` with the engine's words when it fails on the way. */
export async function* readTransfer(
  source: AsyncIterable<Uint8Array>,
  doing: string,
): AsyncGenerator<TransferEvent> {
  for await (const value of readJsonLines(source)) {
    const parsed = messageSchema.safeParse(value);
    if (!parsed.success) continue; // progress that cannot be read is not worth a failed transfer
    const { id, status, stream, error, errorDetail, progressDetail } = parsed.data;
    const failure = errorDetail?.message ?? error;
    if (failure !== undefined) {
      throw new DrydockError({
        kind: 'engine-failed',
        message: `The engine could not ${doing}: ${failure}`,
        remedy: transferRemedy(failure),
        details: failure,
      });
    }
    const text = (stream ?? status ?? '').trim();
    const state = STATES[text.toLowerCase()];
    if (id !== undefined && state !== undefined) {
      yield {
        layer: id,
        state,
        text,
        ...(progressDetail?.current !== undefined && { current: progressDetail.current }),
        ...(progressDetail?.total !== undefined && { total: progressDetail.total }),
      };
    } else if (text) yield { state: 'message', text };
  }
}

/** The header that carries a registry's credentials: JSON in base64url (Docker Engine API, "Authentication"). */
export function registryHeader(
  credentials: RegistryCredentials | undefined,
  server: string,
): Record<string, string> {
  if (!credentials) return {};
  const value =
    'identityToken' in credentials
      ? { identitytoken: credentials.identityToken, serveraddress: server }
      : { ...credentials, serveraddress: server };
  return { 'X-Registry-Auth': Buffer.from(JSON.stringify(value)).toString('base64url') };
}

/** What to do when an image cannot be moved, by the engine's words. */
export function transferRemedy(words: string): string {
  if (/no such host|i\/o timeout|network is unreachable|connection refused|dial tcp|lookup /i.test(words)) {
    return 'The registry cannot be reached: check the network, or use an image that is here already.';
  }
  if (/unauthorized|denied|authentication/i.test(words)) {
    return 'The registry wants other credentials: check the user name, the password and the name of the image.';
  }
  if (/not found|manifest unknown|does not exist/i.test(words)) {
    return 'The registry has no such image: check its name and tag.';
  }
  if (/no space left/i.test(words)) return "The engine's disk is full: remove images and containers.";
  return "Read the engine's words, then try again.";
}
