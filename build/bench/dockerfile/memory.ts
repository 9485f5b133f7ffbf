import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DocumentModel, lintAst, semanticTokens } from '../../../electron/shared/dockerfile';
import { generatedDockerfile } from './generate';

/** KB of heap that an open file of that many lines holds: its tree, and what is kept for the next edit. */
export function heldMemory(lines: number): number {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const text = generatedDockerfile(lines);
  const used = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = used();
  const model = new DocumentModel(text);
  lintAst(model.ast);
  semanticTokens(model.ast);
  const held = used() - before;
  // Read once more, so that the model is still in use while its memory is counted.
  return model.ast.text.length > 0 ? held / 1024 : 0;
}
