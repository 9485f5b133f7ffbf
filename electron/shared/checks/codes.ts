/**
 * Why a check failed, as a word: the codes that `onFail.when` in a lab may name. lessons/README.md shows this table
 * to authors.
 */
export const OUTCOME_CODES = {
  passed: 'The check passed.',
  'not-run': 'The check could not be made: the engine lacks what it needs.',
  'build-failed': 'The image could not be built.',
  'build-passed': 'The build went well, and it should have failed.',
  'wrong-failure': 'The build failed, but for another reason than expected.',
  'cached-steps': 'Too few or too many steps came from the cache.',
  'ran-again': 'A step that should have come from the cache was run.',
  'context-size': 'The build context is too large or too small.',
  differs: 'Two builds of the same files do not give the same.',
  timestamps: 'Two builds give the same files with other times, so that the digests differ.',
  missing: 'The Dockerfile has no such instruction.',
  present: 'The Dockerfile has an instruction that should not be there.',
  stages: 'The Dockerfile has too few or too many stages.',
  lint: 'A rule of the linter is broken.',
  'wrong-value': "A field of the image's configuration has another value, or none.",
  'too-many-layers': 'The image has too many layers.',
  'too-few-layers': 'The image has too few layers.',
  'too-large': 'The image is too large.',
  'file-missing': 'A file is not in the image.',
  'file-present': 'A file is in the image that should not be.',
  'wrong-content': 'A file has other content.',
  'wrong-mode': 'A file has other permissions.',
  'wrong-owner': 'A file belongs to another user or group.',
  'found-in-layer':
    'What must not be anywhere in the image is in one of its layers, its history or its environment.',
  'not-started':
    'The container could not be started: there is no such program or user in it, or the engine refused.',
  'bad-options':
    'The `run` line in the file is missing, names another image, or has an option that a check does not do.',
  'wrong-port': 'The `run` line or the Compose file publishes a port somewhere else, or not at all.',
  'out-of-memory': 'The kernel ended the container because it used more memory than it may.',
  'enough-memory': 'The container was not ended for want of memory, and should have been.',
  'slow-stop': 'The container does not end in time when it is asked to.',
  'exit-code': 'The container or command ended with another exit code.',
  output: 'The standard output is not as expected.',
  'error-output': 'The standard error is not as expected.',
  timeout: 'The container or command did not end in time.',
  'wrong-state': 'The container is not in the expected state.',
  'no-answer': 'Nobody answers on the published port.',
  'wrong-answer': 'The HTTP answer has another status or content.',
  unhealthy: 'The container does not become healthy.',
  'compose-invalid': 'There is no Compose file, or it has errors.',
  'compose-failed': 'The services could not be brought up.',
  'service-missing': 'The Compose file has no such service, or it is not part of the run.',
  unreachable: 'A service cannot reach another.',
  reachable: 'A service reaches another that it should be cut off from.',
  'not-kept': 'What was written is gone after the services were taken down and brought up again.',
  'no-command': 'The file has no command that does this.',
  'wrong-command': 'A command does something else than expected.',
  'wrong-tool': 'A command calls another program than expected.',
  'no-answer-given': 'An answer is missing in the file.',
  'wrong-answer-given': 'An answer in the file is not right.',
  unanswered: 'Questions of the quiz are not answered right yet.',
} as const;

/** A code of {@link OUTCOME_CODES}. */
export type OutcomeCode = keyof typeof OUTCOME_CODES;
