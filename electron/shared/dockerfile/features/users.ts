import type { Instruction } from '../ast';
import type { BuildModel, BuildOptions } from '../analysis/model';
import { stageOf } from './locate';

/** Users that well-known images bring along, by a part of the image's name. */
const IMAGE_USERS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)node(?::|$)/, 'node'],
  [/(?:^|\/)nginx(?::|$)/, 'nginx'],
  [/(?:^|\/)postgres(?::|$)/, 'postgres'],
  [/(?:^|\/)redis(?::|$)/, 'redis'],
  [/(?:^|\/)(?:debian|ubuntu|python|php|httpd)(?::|$)/, 'www-data'],
  [/(?:^|\/)ubuntu:(?:2[4-9]|noble)/, 'ubuntu'],
  [/distroless/, 'nonroot'],
];

/**
 * Users by name that an instruction can use: those its stage creates, then those of the image the stage stands on,
 * which are the usual ones where nobody knows the image.
 */
export function usersAt(
  model: BuildModel,
  instruction: Instruction,
  { baseImage }: BuildOptions,
): readonly string[] {
  let stage = stageOf(model, instruction);
  const created = createdBy(stage?.instructions ?? []);
  while (stage?.base) {
    stage = stage.base;
    created.push(...createdBy(stage.instructions));
  }
  const image = stage?.baseName ?? '';
  return [...new Set([...created, ...(baseImage?.(image)?.users ?? usualUsers(image))])];
}

function usualUsers(image: string): readonly string[] {
  return IMAGE_USERS.flatMap(([pattern, user]) => (pattern.test(image) ? [user] : []));
}

function createdBy(instructions: readonly Instruction[]): string[] {
  return instructions.flatMap(({ name, text }) =>
    name === 'RUN'
      ? [...text.matchAll(/\b(?:useradd|adduser)\b[^;&|]*?\s([a-z_][\w-]*)\s*(?=$|[;&|])/g)].map(
          ([, user]) => user!,
        )
      : [],
  );
}
