import type { BuildContext } from '../../../build-context/collect';
import { contextTooLarge } from '../../../build-context/too-large';
import type { BuildFailure } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';
import type { BuildRequest } from '../../engine';
import { SECRET_CAP } from './build-session';
import { at } from './failure-facts';
import { explainFailure } from './failures';
import { missingStage } from './missing-stage';
import type { BuilderTraits } from './traits';
import { secretsUnsupported } from './unsupported';

/** A build that is about to be sent. */
interface Intended {
  readonly request: BuildRequest;
  readonly traits: BuilderTraits;
  readonly plan: BuildPlan;
  readonly context: BuildContext;
}

/** Why a build is not sent at all; undefined for one that may be. */
export function refusal(intended: Intended): BuildFailure | undefined {
  return (
    tooLarge(intended) ??
    stageMissing(intended) ??
    platformUnsupported(intended) ??
    secretGiven(intended) ??
    secretTooLarge(intended)
  );
}

function tooLarge({ context, traits: { contextCap } }: Intended): BuildFailure | undefined {
  return context.bytes > contextCap ? contextTooLarge(context, contextCap, 'sent') : undefined;
}

function stageMissing({ plan, traits: { builder, heredocs } }: Intended): BuildFailure | undefined {
  const missing = builder === 'podman' ? missingStage(plan) : undefined;
  if (!missing) return undefined;
  const message = `invalid stage index ${missing.index}`;
  return explainFailure({ message, step: missing.step, plan, heredocs, secrets: false });
}

function platformUnsupported({ request: { platform }, traits }: Intended): BuildFailure | undefined {
  if (platform === undefined || traits.builder === 'buildkit') return undefined;
  return {
    kind: 'unsupported',
    message: `This engine's builder builds for its own platform alone, not for ${platform}.`,
    hint: 'Leave the platform out, or choose a Docker with BuildKit.',
  };
}

/** A builder that cannot ask for secrets would build without those that it was given. */
function secretGiven({ plan, request: { secrets = {} }, traits }: Intended): BuildFailure | undefined {
  if (traits.builder === 'buildkit') return undefined;
  for (const step of plan.stages.flatMap((stage) => stage.steps)) {
    const id = plan.asks[step.id]?.secrets.find((each) => Object.hasOwn(secrets, each));
    if (id !== undefined) return { ...secretsUnsupported(id), ...at(step) };
  }
  return undefined;
}

function secretTooLarge({ plan, request: { secrets = {} } }: Intended): BuildFailure | undefined {
  for (const step of plan.stages.flatMap((stage) => stage.steps)) {
    const id = plan.asks[step.id]?.secrets.find((each) => sizeOf(secrets, each) > SECRET_CAP);
    if (id === undefined) continue;
    return {
      kind: 'unsupported',
      message: `The secret ${id} has ${sizeOf(secrets, id).toLocaleString('en')} bytes, and BuildKit takes at most ${SECRET_CAP.toLocaleString('en')}.`,
      hint: 'Give only the key or the password, and not a file that holds more.',
      ...at(step),
    };
  }
  return undefined;
}

function sizeOf(secrets: Readonly<Record<string, string>>, id: string): number {
  return Object.hasOwn(secrets, id) ? Buffer.byteLength(secrets[id] ?? '') : 0;
}
