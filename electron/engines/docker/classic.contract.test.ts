import { dockerContract } from '../contract/docker-subject';
import { ownSurroundings } from '../select';
import { discoverDocker } from './connection';

const [endpoint] = await discoverDocker(ownSurroundings());
await dockerContract({
  name: 'docker, classic builder',
  endpoint,
  builder: 'classic',
  prunesStages: false,
  scope: 'builder', // the rest is done by the other builder's suite, on the same engine
});
