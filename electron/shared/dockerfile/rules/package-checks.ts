import type { Span } from '../ast';
import type { Invocation } from '../shell/invocation';
import { hasFlag, placeOf, textOf } from '../shell/invocation';
import type { RuleContext } from './context';
import type { Installation } from './packages';
import { installationOf, isGiven } from './packages';
import type { Fix } from './rule';
import type { Run } from './run-context';
import { isMounted } from './run-context';

const APT_LISTS = /^\/var\/lib\/apt(?:\/lists)?\/?$|^\/var\/lib\/?$/;

/** Checks how packages are installed in a RUN. `inImage`: what it leaves behind reaches the final image. */
export function checkPackages(context: RuleContext, run: Run, inImage: boolean): void {
  for (const invocation of run.invocations) {
    const installation = installationOf(invocation);
    if (installation) checkInstallation(context, run, invocation, installation);
    if (invocation.name === 'apt') {
      const name = placeOf(invocation, invocation.nameWord);
      context.reportStep('AptInsteadOfAptGet', run.step, {
        span: name,
        fixes: [{ title: 'Use apt-get', safe: true, edits: [{ ...name, text: 'apt-get' }] }],
      });
    }
    if (
      invocation.name === 'zypper' &&
      invocation.args.some((word) => /^(?:dist-upgrade|dup)$/.test(textOf(word)))
    ) {
      context.reportStep('ZypperDistUpgrade', run.step, { span: placeOf(invocation) });
    }
  }
  if (inImage) checkAptLists(context, run);
}

function insert(title: string, at: Span, text: string, safe = true): Fix[] {
  return [{ title, safe, edits: [{ start: at.end, end: at.end, text }] }];
}

function checkInstallation(
  context: RuleContext,
  run: Run,
  invocation: Invocation,
  installation: Installation,
): void {
  const { manager, packages } = installation;
  const subcommand = placeOf(invocation, installation.subcommand);
  if (manager.pinned && !hasVersionElsewhere(invocation)) {
    const { rule, isPinned } = manager.pinned;
    const loose = packages.filter((word) => !/^\$|^[<>(]/.test(textOf(word)) && !isPinned(textOf(word)));
    if (loose[0]) {
      const names = loose.map(textOf).join(', ');
      context.reportStep(rule, run.step, {
        span: placeOf(invocation, { start: loose[0].start, end: loose.at(-1)!.end }),
        message: `No version is given for ${names}, so another build may install another one.`,
      });
    }
  }
  const { confirm } = manager;
  if (confirm && !isGiven(invocation, confirm.flags)) {
    const fixes = insert(`Add ${confirm.add}`, subcommand, ` ${confirm.add}`);
    context.reportStep(confirm.rule, run.step, { span: placeOf(invocation), fixes });
  }
  if (manager.programs.includes('apt-get') && packages.length > 0 && !skipsRecommended(invocation)) {
    const fixes = insert('Add --no-install-recommends', subcommand, ' --no-install-recommends', false);
    context.reportStep('AptRecommendedPackages', run.step, { span: placeOf(invocation), fixes });
  }
  checkCache(context, run, invocation, installation);
}

/** gem's `-v`, and packages pip takes from a file. */
function hasVersionElsewhere(invocation: Invocation): boolean {
  if (invocation.name === 'gem') return hasFlag(invocation, '-v', '--version');
  return (
    /^(?:pip|python)/.test(invocation.name) &&
    hasFlag(invocation, '-r', '--requirement', '-c', '--constraint')
  );
}

function skipsRecommended(invocation: Invocation): boolean {
  return (
    hasFlag(invocation, '--no-install-recommends') ||
    invocation.args.some((word) => /Install-Recommends=(?:false|0)/i.test(textOf(word)))
  );
}

function checkCache(
  context: RuleContext,
  run: Run,
  invocation: Invocation,
  installation: Installation,
): void {
  const { cache } = installation.manager;
  if (!cache || isGiven(invocation, cache.flags) || isMounted(run, cache.folder)) return;
  if (cache.clean.test(invocation.embedded.line.text)) return;
  if (cache.rule === 'PipCacheLeft' && skipsPipCache(run)) return;
  const at = cache.addTo === 'command' ? installation.subcommand : invocation.command;
  const text = cache.addTo === 'command' ? ` ${cache.add}` : cache.add;
  context.reportStep(cache.rule, run.step, {
    span: placeOf(invocation),
    fixes: insert(`Add ${cache.add.trim()}`, placeOf(invocation, at), text),
  });
}

/** Whether the stage tells pip by a variable to keep no cache. Asked only where pip is called at all. */
export function skipsPipCache({ instruction, scripts, step }: Run): boolean {
  const calls = instruction.text.includes('pip') || scripts.some(({ line }) => line.text.includes('pip'));
  return (
    calls &&
    step.stage.assignments.some(
      ({ name, value }) => name === 'PIP_NO_CACHE_DIR' && /^(?:1|true|yes|on|y)$/i.test(value),
    )
  );
}

function checkAptLists(context: RuleContext, run: Run): void {
  const update = run.invocations.find(
    ({ name, args }) => /^apt(?:-get|itude)?$/.test(name) && args.some((word) => word.literal === 'update'),
  );
  if (!update || isMounted(run, APT_LISTS)) return;
  const removed = run.invocations.some(
    ({ name, args }) => name === 'rm' && args.some((word) => textOf(word).startsWith('/var/lib/apt')),
  );
  if (removed) return;
  // Of a script that cannot be read nobody knows where it ends.
  const isReadable = update.embedded.script.problems.length === 0;
  const last = isReadable
    ? run.invocations.findLast((one) => one.embedded === update.embedded && !one.embedded.heredoc)
    : undefined;
  context.reportStep('AptListsNotRemoved', run.step, {
    span: placeOf(update),
    fixes: last ? insert('Remove the lists', placeOf(last), ' && rm -rf /var/lib/apt/lists/*') : [],
  });
}
