import type { KeyValue } from '../ast';
import type { Stage, Step } from '../analysis/model';
import { SPDX_LICENCES } from '../data/spdx';
import type { RuleContext } from './context';
import type { LabelKind } from './options';

const RESERVED = /^(?:com\.docker|io\.docker|org\.dockerproject)\./;
const KEY = /^[a-z](?:[a-z0-9]|[.-](?![.-]))*[a-z0-9]$|^[a-z]$/;

const RULE_OF_KIND: Partial<Record<LabelKind, string>> = {
  url: 'LabelNoUrl',
  rfc3339: 'LabelNoTime',
  spdx: 'LabelNoLicence',
  hash: 'LabelNoHash',
  semver: 'LabelNoVersion',
  email: 'LabelNoEmail',
};

/** Checks LABEL names, and labels against the schema of `.hadolint.yaml` where there is one. */
export function checkLabels(context: RuleContext): void {
  const schema = context.options.hadolint?.['label-schema'];
  const strict = context.options.hadolint?.['strict-labels'] === true;
  for (const stage of context.model.stages) {
    for (const step of stage.steps) {
      const { instruction } = step;
      if (instruction.name !== 'LABEL') continue;
      instruction.pairs.forEach((pair, index) => {
        const key = step.values[index * 2]!;
        if (!pair.key.value.includes('$') && (!KEY.test(key) || RESERVED.test(key))) {
          context.reportStep('LabelKeyInvalid', step, { span: pair.key });
        }
        if (!schema) return;
        const kind = Object.hasOwn(schema, key) ? schema[key] : undefined;
        if (kind) checkValue(context, step, pair, step.values[index * 2 + 1]!, kind);
        else if (strict) context.reportStep('LabelSuperfluous', step, { span: pair.key });
      });
    }
  }
  if (schema && context.model.target) checkMissing(context, context.model.target, Object.keys(schema));
}

function checkMissing(context: RuleContext, target: Stage, wanted: readonly string[]): void {
  const present = new Set<string>();
  for (let stage: Stage | undefined = target; stage; stage = stage.base) {
    for (const { instruction, values } of stage.steps) {
      if (instruction.name === 'LABEL')
        instruction.pairs.forEach((_, index) => present.add(values[index * 2]!));
    }
  }
  for (const key of wanted) {
    if (present.has(key)) continue;
    context.report('LabelMissing', target.from, {
      message: `The label "${key}", which the schema asks for, is missing.`,
    });
  }
}

function checkValue(context: RuleContext, step: Step, pair: KeyValue, value: string, kind: LabelKind): void {
  const span = pair.value ?? pair.key;
  if (value === '') {
    if (!pair.value?.value.includes('$')) context.reportStep('LabelEmpty', step, { span });
    return;
  }
  const rule = RULE_OF_KIND[kind];
  if (rule && !isOfKind(value, kind)) {
    context.reportStep(rule, step, { span, message: `"${value}" is not what the schema asks for: ${kind}.` });
  }
}

const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const RFC3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

function isOfKind(value: string, kind: LabelKind): boolean {
  switch (kind) {
    case 'url':
      return /^[a-z][a-z0-9+.-]*:\/\/[^\s/]+\S*$/i.test(value);
    case 'rfc3339':
      return RFC3339.test(value);
    case 'spdx':
      return value
        .replace(/[()]/g, ' ')
        .split(/\s+(?:AND|OR|WITH)\s+/)
        .every((part) => SPDX_LICENCES.has(part.trim().replace(/\+$/, '')));
    case 'hash':
      return /^(?:[0-9a-f]{7}|[0-9a-f]{40})$/.test(value);
    case 'semver':
      return SEMVER.test(value);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
    case 'text':
    case 'rawtext':
      return true;
  }
}
