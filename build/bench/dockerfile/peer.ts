import { DockerfileLanguageServiceFactory } from 'dockerfile-language-service';

/** dockerfile-language-service, which most other Dockerfile editors stand on, asked the same as our engine. */
export const peerName = 'dockerfile-language-service 0.16.1';

/** What the peer answers about a text at an offset. It keeps nothing between two questions. */
export interface Peer {
  diagnostics(text: string): unknown;
  semanticTokens(text: string): unknown;
  completion(text: string, offset: number): unknown;
  hover(text: string, offset: number): unknown;
}

/** Starts the peer in this process. */
export function openPeer(): Peer {
  const service = DockerfileLanguageServiceFactory.createLanguageService();
  const position = (text: string, offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  return {
    diagnostics: (text) => service.validate(text),
    semanticTokens: (text) => service.computeSemanticTokens(text),
    completion: (text, offset) => service.computeCompletionItems(text, position(text, offset)),
    hover: (text, offset) => service.computeHover(text, position(text, offset)),
  };
}
