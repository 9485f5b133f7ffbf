/** Gives the machine's bundle, the one argument, a process of its own under plain Node, as Electron gives it a utility process. */
import { pathToFileURL } from 'node:url';

process.parentPort = {
  on: (_event, listener) => process.on('message', (data) => listener({ data })),
  postMessage: (message) => process.send(message),
};
process.on('disconnect', () => process.exit());
process.on('SIGUSR2', () => globalThis.gc());
await import(pathToFileURL(process.argv[2]));
