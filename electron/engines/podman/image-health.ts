import type Docker from 'dockerode';
import { hexOf } from '../../shared/engine/digest';
import type { Endpoint } from '../docker/endpoint';
import { askPodman } from './own-api';

/** Adds to what Podman says of an image in Docker's terms the health check, which it says in its own only. */
export async function withHealthcheck(
  endpoint: Endpoint,
  image: Docker.ImageInspectInfo,
): Promise<Docker.ImageInspectInfo> {
  if (endpoint.kind !== 'podman') return image;
  const own = await askPodman(endpoint, `/images/${hexOf(image.Id)}/json`);
  const { Healthcheck } = (own ?? {}) as { readonly Healthcheck?: unknown };
  return Healthcheck ? { ...image, Config: { ...image.Config, Healthcheck } } : image;
}
