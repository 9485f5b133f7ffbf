import type { Rule } from '../../../electron/shared/dockerfile';
import { WorkerClient } from '../worker/client';
import type { WorkerPort } from '../worker/protocol';
import type { LanguageMethods, RulesMessage, ToWorker, WorkspaceFacts } from './protocol';

/** The window's end of the channel. */
export type LanguagePort = WorkerPort<ToWorker>;

/** Asks the worker of Dockerfiles and ignore files. */
export class LanguageClient extends WorkerClient<LanguageMethods, WorkspaceFacts, RulesMessage> {
  private rules: Promise<readonly Rule[]> | undefined;

  /** Every rule there is. */
  allRules(): Promise<readonly Rule[]> {
    this.rules ??= this.post((id) => ({ type: 'rules', id })).then(
      (rules) => rules as readonly Rule[],
      (thrown: unknown) => {
        this.rules = undefined;
        throw thrown;
      },
    );
    return this.rules;
  }
}
