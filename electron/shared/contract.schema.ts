/** What every method's arguments must look like at runtime. The renderer is not trusted to keep to its types. */
import { z } from 'zod';
import type { Arguments, MethodName } from './contract';
import { composeArgumentSchemas } from './compose/methods.schema';
import { containerArgumentSchemas } from './engine/methods.schema';
import {
  displaySchema,
  inkChangeSchema,
  pointSchema,
  presentationPatchSchema,
  roleSchema,
  slideKeySchema,
} from './presentation/schema';
import { printOptionsSchema, printOutcomeSchema } from './printing/schema';
import { learnerFactSchema } from './progress/events';
import { settingsPatchSchema } from './settings';
import { workspaceIdSchema, workspacePathSchema } from './workspace/model';

const slug = '[a-z0-9]+(?:-[a-z0-9]+)*';
const lessonKey = z.templateLiteral([
  z.string().regex(new RegExp(`^${slug}$`)),
  '/',
  z.string().regex(new RegExp(`^${slug}$`)),
]);
const labKey = z.templateLiteral([
  z.string().regex(new RegExp(`^${slug}$`)),
  '/',
  z.string().regex(new RegExp(`^${slug}$`)),
  '/',
  z.string().regex(new RegExp(`^${slug}$`)),
]);
const id = z.string().min(1).max(200);
/** Largest text that an editor may save: 2 MiB of UTF-16 units. */
const text = z.string().max(2 * 1024 * 1024);
/** Largest deck that is read, in UTF-16 units. */
const deckText = z.string().max(25 * 1024 * 1024);

const command = z.enum([
  'open-folder',
  'open-archive',
  'search',
  'library',
  'dashboard',
  'images',
  'containers',
  'review',
  'glossary',
  'settings',
  'rules',
  'build',
  'cancel-build',
  'check',
  'save',
  'toggle-deck',
  'toggle-steps',
  'toggle-panel',
  'zoom-in',
  'zoom-out',
  'zoom-reset',
  'full-screen',
  'about',
]);
const buildOptions = z.strictObject({
  file: workspacePathSchema.exactOptional(),
  tag: z
    .string()
    .regex(/^[a-z0-9]+([._/-][a-z0-9]+)*(:[\w][\w.-]{0,127})?$/, 'not an image name')
    .max(255)
    .exactOptional(),
  target: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]*$/, 'not a stage name')
    .max(128)
    .exactOptional(),
  buildArgs: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'not a variable name'), z.string().max(4096))
    .exactOptional(),
  noCache: z.boolean().exactOptional(),
  pull: z.boolean().exactOptional(),
  platform: z
    .string()
    .regex(/^[a-z0-9]+\/[a-z0-9]+(\/v\d+)?$/, 'not a platform')
    .max(64)
    .exactOptional(),
});
const buildSecrets = z.record(
  z.string().regex(/^[\w.-]{1,64}$/, 'not the id of a secret'),
  z.string().max(4096),
);
const answer = z.union([
  z.strictObject({ choices: z.array(z.number().int().min(0).max(64)).max(64) }),
  z.strictObject({ text: z.string().max(1000) }),
]);

export const argumentSchemas = {
  'app.info': z.tuple([]),
  'app.openExternal': z.tuple([z.string().max(4096)]),
  'app.command': z.tuple([command]),
  'clipboard.write': z.tuple([text]),
  'settings.get': z.tuple([]),
  'settings.change': z.tuple([settingsPatchSchema]),
  'courses.list': z.tuple([]),
  'courses.lesson': z.tuple([lessonKey, z.string().max(10_000)]),
  'courses.glossaries': z.tuple([]),
  'courses.choose': z.tuple([z.enum(['folder', 'archive'])]),
  'courses.open': z.tuple([z.string().min(1).max(4096)]),
  'courses.close': z.tuple([id]),
  'search.query': z.tuple([z.string().max(300)]),
  'presentation.start': z.tuple([
    lessonKey,
    z.strictObject({ slide: slideKeySchema, step: z.number().int().min(0).max(100_000) }),
  ]),
  'presentation.state': z.tuple([]),
  'presentation.change': z.tuple([roleSchema, presentationPatchSchema]),
  'presentation.point': z.tuple([roleSchema, pointSchema]),
  'presentation.draw': z.tuple([roleSchema, slideKeySchema, inkChangeSchema]),
  'presentation.show': z.tuple([displaySchema]),
  'presentation.end': z.tuple([]),
  'decks.source': z.tuple([lessonKey]),
  'decks.save': z.tuple([lessonKey, deckText, z.string().max(128).nullable()]),
  'decks.print': z.tuple([lessonKey, printOptionsSchema]),
  'printing.job': z.tuple([]),
  'printing.done': z.tuple([id, printOutcomeSchema]),
  'workspaces.open': z.tuple([workspaceIdSchema]),
  'workspaces.scratch': z.tuple([workspacePathSchema, text]),
  'workspaces.read': z.tuple([workspaceIdSchema, workspacePathSchema]),
  'workspaces.save': z.tuple([workspaceIdSchema, workspacePathSchema, text, z.string().max(128).nullable()]),
  'workspaces.rename': z.tuple([workspaceIdSchema, workspacePathSchema, workspacePathSchema]),
  'workspaces.delete': z.tuple([workspaceIdSchema, workspacePathSchema]),
  'workspaces.reset': z.tuple([workspaceIdSchema]),
  'workspaces.undoReset': z.tuple([workspaceIdSchema]),
  'workspaces.solution': z.tuple([labKey]),
  'workspaces.reveal': z.tuple([workspaceIdSchema]),
  'engines.list': z.tuple([]),
  'engines.refresh': z.tuple([]),
  'engines.upkeep': z.tuple([id]),
  'engines.reset': z.tuple([id]),
  'builds.start': z.tuple([workspaceIdSchema, buildOptions, buildSecrets]),
  'builds.cancel': z.tuple([id]),
  'builds.last': z.tuple([workspaceIdSchema]),
  'builds.list': z.tuple([workspaceIdSchema]),
  'runs.start': z.tuple([workspaceIdSchema, id]),
  'runs.stop': z.tuple([workspaceIdSchema]),
  ...containerArgumentSchemas,
  ...composeArgumentSchemas,
  'checks.run': z.tuple([labKey, id]),
  'checks.cancel': z.tuple([labKey]),
  'quiz.answer': z.tuple([lessonKey, id, answer]),
  'review.answer': z.tuple([lessonKey, id, answer, z.boolean()]),
  'certificates.preview': z.tuple([id, z.string().max(200)]),
  'certificates.save': z.tuple([id, z.string().max(200), z.enum(['pdf', 'json'])]),
  'progress.state': z.tuple([]),
  'progress.health': z.tuple([]),
  'progress.record': z.tuple([z.array(learnerFactSchema).max(200)]),
  'progress.export': z.tuple([z.enum(['json', 'csv'])]),
  'progress.import': z.tuple([]),
  'progress.reset': z.tuple([z.union([z.literal('all'), lessonKey])]),
} satisfies { readonly [M in MethodName]: z.ZodType<Arguments<M>> };
