import { dockerContract } from '../contract/docker-subject';
import { ownSurroundings } from '../select';
import { discoverDocker } from './connection';

const [endpoint] = await discoverDocker(ownSurroundings());
await dockerContract({
  name: 'docker, BuildKit',
  endpoint,
  builder: 'buildkit',
  prunesStages: true,
});
