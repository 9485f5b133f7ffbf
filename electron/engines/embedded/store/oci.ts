import { z } from 'zod';
import { isDigest } from './digest';

/** Media types of the OCI image-spec (media-types.md), and Docker's older ones, which say the same. */
export const MEDIA_TYPE = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

/** An index's annotation with the name of an image. */
export const NAME_ANNOTATION = 'org.opencontainers.image.ref.name';

const digest = z.string().refine(isDigest);
const descriptor = z.object({
  mediaType: z.string(),
  digest,
  size: z.number(),
  annotations: z.record(z.string(), z.string()).optional(),
  platform: z.looseObject({ architecture: z.string(), os: z.string() }).optional(),
});

/** OCI image-spec, image-index.md. */
export const indexSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  manifests: z.array(descriptor),
});

/** OCI image-spec, manifest.md. */
export const manifestSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  config: descriptor,
  layers: z.array(descriptor),
});

const texts = z.array(z.string()).nullish();
const keys = z.record(z.string(), z.unknown()).nullish();

/** OCI image-spec, config.md, with Docker's additions (Healthcheck, OnBuild, Shell). What we do not know is kept. */
export const configSchema = z.looseObject({
  architecture: z.string(),
  os: z.string(),
  created: z.string().optional(),
  author: z.string().optional(),
  config: z
    .looseObject({
      User: z.string().optional(),
      WorkingDir: z.string().optional(),
      Env: texts,
      Cmd: texts,
      Entrypoint: texts,
      Shell: texts,
      OnBuild: texts,
      ExposedPorts: keys,
      Volumes: keys,
      Labels: z.record(z.string(), z.string()).nullish(),
      StopSignal: z.string().optional(),
      Healthcheck: z
        .looseObject({
          Test: texts,
          Interval: z.number().optional(),
          Timeout: z.number().optional(),
          StartPeriod: z.number().optional(),
          Retries: z.number().optional(),
        })
        .nullish(),
    })
    .optional(),
  rootfs: z.object({ type: z.literal('layers'), diff_ids: z.array(digest) }),
  history: z
    .array(
      z.looseObject({
        created: z.string().optional(),
        created_by: z.string().optional(),
        comment: z.string().optional(),
        empty_layer: z.boolean().optional(),
      }),
    )
    .optional(),
});

export type OciDescriptor = z.infer<typeof descriptor>;
export type OciIndex = z.infer<typeof indexSchema>;
export type OciManifest = z.infer<typeof manifestSchema>;
export type OciConfig = z.infer<typeof configSchema>;
/** What a container of the image is run with. */
export type ContainerConfig = NonNullable<OciConfig['config']>;
export type OciHistory = NonNullable<OciConfig['history']>[number];
