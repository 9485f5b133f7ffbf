/** The worker's entry: Compose and Kubernetes, away from the thread that draws. Started by the first YAML file. */
import type { FromWorker, MessageEnd } from '../worker/protocol';
import type { ToYamlWorker } from './protocol';
import { yamlService } from './yaml-service';

const service = yamlService();
const scope = self as unknown as MessageEnd<FromWorker, ToYamlWorker>;
scope.onmessage = ({ data }) => {
  const answer = service.receive(data);
  if (answer) scope.postMessage(answer);
};
