import type { ContainerSpec } from '../../../shared/engine/container';
import type { StoredImage } from '../store/images';
import { unsupported } from '../unsupported';

/** Throws `unsupported` for a container that the embedded machine cannot have. */
export function assertPossible(spec: ContainerSpec, image: StoredImage): void {
  const { os, architecture } = image.config;
  if (os !== 'linux' || architecture !== '386') {
    throw unsupported(
      `run ${spec.image}: it is made for ${os}/${architecture}, and its machine is linux/386`,
      'Run it with Docker, or build it here from an image that is there.',
    );
  }
  if (spec.mounts?.some((mount) => mount.type === 'bind')) {
    throw unsupported(
      "show a container this computer's folders",
      'Copy the files into the image, or use Docker.',
    );
  }
  if (spec.network === 'host') {
    throw unsupported("give a container this computer's network", 'Publish the ports that it answers on.');
  }
}
