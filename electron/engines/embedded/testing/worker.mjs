// Runs machine/worker.ts from its source, for tests: a thread has no loader for TypeScript of its own.
import { register } from 'tsx/esm/api';

register();
await import('../machine/worker.ts');
