// Builds CONTEXT with the embedded engine whose data is in DATA, and prints the type of each event: a program of its
// own, so that a test can kill it.
import { register } from 'tsx/esm/api';

register();
const { testEngine } = await import('./engine.ts');
const [, , data, context] = process.argv;
const engine = testEngine(data);
const request = { context, labels: {}, tag: 'drydock/killed', noCache: true };
for await (const event of engine.build(request, new AbortController().signal)) {
  process.stdout.write(`${event.type}\n`);
}
await engine.close();
