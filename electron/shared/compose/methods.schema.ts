/** What the arguments of the methods about Compose projects must look like at runtime. */
import { z } from 'zod';
import { workspaceIdSchema } from '../workspace/model';
import type { ComposeMethods } from './methods';

const name = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*$/, 'not the name of a service or profile')
  .max(128);
const names = z.array(name).max(100);
const id = z.uuid();

export const composeArgumentSchemas = {
  'compose.project': z.tuple([workspaceIdSchema]),
  'compose.list': z.tuple([workspaceIdSchema]),
  'compose.up': z.tuple([
    workspaceIdSchema,
    z.strictObject({
      services: names.exactOptional(),
      profiles: names.exactOptional(),
      build: z.boolean().exactOptional(),
      recreate: z.boolean().exactOptional(),
    }),
  ]),
  'compose.down': z.tuple([workspaceIdSchema, z.strictObject({ volumes: z.boolean().exactOptional() })]),
  'compose.restart': z.tuple([workspaceIdSchema, name]),
  'compose.stop': z.tuple([workspaceIdSchema, name]),
  'compose.cancel': z.tuple([id]),
  'compose.follow': z.tuple([workspaceIdSchema, names.nullable()]),
  'compose.unfollow': z.tuple([id]),
} satisfies { readonly [M in keyof ComposeMethods]: z.ZodType<Parameters<ComposeMethods[M]>> };
