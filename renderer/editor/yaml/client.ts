import type { YamlFacts } from '../../../electron/shared/yaml/language';
import { WorkerClient } from '../worker/client';
import type { YamlMethods } from './protocol';
import YamlWorker from './yaml.worker?worker';

/** Asks the worker of YAML files. */
export type YamlClient = WorkerClient<YamlMethods, YamlFacts>;

let shared: YamlClient | undefined;

/** The window's client of YAML files. */
export function yamlClient(): YamlClient {
  shared ??= new WorkerClient<YamlMethods, YamlFacts>(() => new YamlWorker({ name: 'yaml' }));
  return shared;
}
