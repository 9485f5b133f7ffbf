/** What the arguments of the methods about images, containers and terminals must look like at runtime. */
import { z } from 'zod';
import { workspaceIdSchema } from '../workspace/model';
import type { ContainerMethods } from './methods';

const reference = z.string().min(1).max(500);
/** Only whole ids, as lists give them: a name or a part of an id could mean another container by the time it arrives. */
const container = z.string().regex(/^[0-9a-f]{64}$/, 'not the id of a container');
const name = z
  .string()
  .regex(/^[a-zA-Z0-9][\w.-]+$/, 'not the name of a container')
  .max(128);
const path = z.string().regex(/^\//, 'not an absolute path').max(4096);
const layer = z.number().int().min(0).max(1000).nullable();
const id = z.uuid();
const port = z.number().int().min(1).max(65535);
const command = z.string().max(10_000);
const columns = z.number().int().min(1).max(1000);
const rows = z.number().int().min(1).max(1000);

const containerOrder = z.strictObject({
  image: reference.exactOptional(),
  name: name.exactOptional(),
  command: command.exactOptional(),
  env: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'not a variable name'), z.string().max(4096))
    .exactOptional(),
  ports: z
    .array(z.strictObject({ containerPort: port, hostPort: z.number().int().min(0).max(65535) }))
    .max(50)
    .exactOptional(),
  volumes: z
    .array(z.strictObject({ name, target: path.regex(/^\/[^:]*$/, 'not a path for a volume') }))
    .max(20)
    .exactOptional(),
  memoryMegabytes: z.number().int().min(6).max(65_536).exactOptional(),
  cpus: z.number().min(0.01).max(64).exactOptional(),
});
const terminalOrder = z.strictObject({
  container,
  kind: z.enum(['attach', 'exec']),
  command: command.exactOptional(),
  columns,
  rows,
});

export const containerArgumentSchemas = {
  'images.list': z.tuple([]),
  'images.inspect': z.tuple([reference]),
  'images.history': z.tuple([reference]),
  'images.remove': z.tuple([reference]),
  'images.layers': z.tuple([reference]),
  'images.files': z.tuple([reference, layer]),
  'images.file': z.tuple([reference, path, layer]),
  'images.leave': z.tuple([reference]),
  'images.diff': z.tuple([reference, reference]),
  'images.pull': z.tuple([reference]),
  'images.cancelPull': z.tuple([id]),
  'containers.list': z.tuple([]),
  'containers.inspect': z.tuple([container]),
  'containers.run': z.tuple([workspaceIdSchema, containerOrder]),
  'containers.start': z.tuple([container]),
  'containers.stop': z.tuple([container]),
  'containers.kill': z.tuple([container]),
  'containers.restart': z.tuple([container]),
  'containers.pause': z.tuple([container]),
  'containers.unpause': z.tuple([container]),
  'containers.rename': z.tuple([container, name]),
  'containers.remove': z.tuple([container]),
  'containers.top': z.tuple([container]),
  'containers.changes': z.tuple([container]),
  'containers.hood': z.tuple([container]),
  'containers.playground': z.tuple([workspaceIdSchema.nullable()]),
  'containers.prune': z.tuple([]),
  'containers.follow': z.tuple([container, z.enum(['logs', 'stats'])]),
  'containers.unfollow': z.tuple([id]),
  'containers.openPort': z.tuple([container, port]),
  'previews.open': z.tuple([container, port]),
  'previews.close': z.tuple([id]),
  'terminals.run': z.tuple([workspaceIdSchema, containerOrder, z.strictObject({ columns, rows })]),
  'terminals.open': z.tuple([terminalOrder]),
  'terminals.write': z.tuple([id, z.string().max(1024 * 1024)]),
  'terminals.resize': z.tuple([id, columns, rows]),
  'terminals.shown': z.tuple([id, z.number().int().min(0)]),
  'terminals.close': z.tuple([id]),
} satisfies { readonly [M in keyof ContainerMethods]: z.ZodType<Parameters<ContainerMethods[M]>> };
