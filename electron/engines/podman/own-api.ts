import { connectionOptions } from '../docker/connection';
import type { Endpoint } from '../docker/endpoint';

/**
 * Asks Podman in its own terms, for what it leaves out where it speaks Docker's.
 * @returns the answer; undefined where Podman has none.
 */
export async function askPodman(endpoint: Endpoint, path: string): Promise<unknown> {
  const { default: Client } = await import('dockerode');
  const { modem } = new Client({ ...connectionOptions(endpoint), version: 'v4.0.0' });
  return new Promise((resolve) => {
    modem.dial({ path: `/libpod${path}`, method: 'GET', statusCodes: { 200: true } }, (error, answer) =>
      resolve(error ? undefined : answer),
    );
  });
}
