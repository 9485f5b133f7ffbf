import { dockerContract } from '../contract/docker-subject';
import { ownSurroundings } from '../select';
import { discoverPodman } from './podman';

const [endpoint] = discoverPodman(ownSurroundings());
await dockerContract({ name: 'podman', endpoint, builder: 'auto', prunesStages: false, alone: true });
