import type { Schema } from '../../yaml/schema';
import { choice, list, map, one, text } from '../../yaml/schema';
import { amount, count, devices, duration, labels, names, size } from './parts';

const rollout = (doc: string, failures: readonly string[]): Schema =>
  map(doc, {
    parallelism: count('How many containers at a time; 0 for all.'),
    delay: duration('Pause between two groups.'),
    failure_action: choice('What happens when one fails.', failures),
    monitor: duration('How long each one is watched.'),
    max_failure_ratio: amount('Which part may fail, 0 to 1.'),
    order: choice('Whether the old one stops before the new one starts.', ['stop-first', 'start-first']),
  });

/** `deploy` of a service. */
export const DEPLOY: Schema = one(
  ['map', 'empty'],
  'How many, how large and where. Compose follows part of it.',
  {
    fields: {
      mode: text('A number of containers, or one on each machine.', {
        values: ['replicated', 'global', 'replicated-job', 'global-job'],
      }),
      replicas: count('How many containers of this service.'),
      resources: map('What it may use.', {
        limits: map('The most it may use.', {
          cpus: amount('Processors, such as 0.5.'),
          memory: size('Memory, such as 256M. Beyond it the kernel ends the process.'),
          pids: count('Processes.'),
        }),
        reservations: map('What is kept free for it.', {
          cpus: amount('Processors.'),
          memory: size('Memory.'),
          devices: devices('Devices, GPUs above all.', ['capabilities']),
          generic_resources: list(
            'Other things of the machine.',
            map('', {
              discrete_resource_spec: map('Something that can be counted.', {
                kind: text('What it is.'),
                value: amount('How many.'),
              }),
            }),
          ),
        }),
      }),
      restart_policy: map('When a container that ended is started again.', {
        condition: choice('After which end.', ['none', 'on-failure', 'any']),
        delay: duration('Pause before it.'),
        max_attempts: count('How often.'),
        window: duration('How long it must run to count as started.'),
      }),
      labels: labels('Labels of the service, not of its containers.'),
      update_config: rollout('How a new version is brought in.', ['continue', 'pause', 'rollback']),
      rollback_config: rollout('How the old version is brought back.', ['continue', 'pause']),
      endpoint_mode: choice('How clients find it.', ['vip', 'dnsrr']),
      placement: map('On which machines.', {
        constraints: names('What a machine must be.', ['node.role==manager', 'node.role==worker']),
        preferences: list(
          'How containers are spread.',
          map('', { spread: text('Over the values of this label.') }),
        ),
        max_replicas_per_node: count('The most on one machine.'),
      }),
    },
  },
);
