import { textOf, hasFlag, placeOf } from '../shell/invocation';
import type { Invocation } from '../shell/invocation';
import { inFile } from '../shell/scripts';
import { simpleCommands, walkShell } from '../shell/walk';
import type { RuleContext } from './context';
import type { Run } from './run-context';

const POINTLESS = new Set(
  'free iptables ifconfig kill mount nice ping ps shutdown reboot service ssh systemctl tail top umount vi vim nano'.split(
    ' ',
  ),
);

/** Checks single commands of a RUN. */
export function checkCommands(context: RuleContext, run: Run): void {
  for (const invocation of run.invocations) checkCommand(context, run, invocation);
  checkSudo(context, run);
  checkPipes(context, run);
}

function checkCommand(context: RuleContext, run: Run, invocation: Invocation): void {
  const { name, args } = invocation;
  const report = (rule: string, message?: string): void =>
    context.reportStep(rule, run.step, { span: placeOf(invocation), ...(message ? { message } : {}) });
  const add = (rule: string, title: string, text: string): void => {
    const at = placeOf(invocation, invocation.nameWord).end;
    const fixes = [{ title, safe: true, edits: [{ start: at, end: at, text }] }];
    context.reportStep(rule, run.step, { span: placeOf(invocation), fixes });
  };
  if (POINTLESS.has(name)) report('PointlessCommand', `"${name}" makes no sense while an image is built.`);
  if (name === 'cd' && args.length > 0) report('UseWorkdir');
  if (name === 'useradd' && highUid(invocation) && !hasFlag(invocation, '-l', '--no-log-init')) {
    add('UseraddHighUid', 'Add -l', ' -l');
  }
  if (
    name === 'wget' &&
    !hasFlag(
      invocation,
      '--progress',
      '-q',
      '--quiet',
      '-o',
      '--output-file',
      '-a',
      '--append-output',
      '--no-verbose',
    )
  ) {
    if (!args.some((word) => textOf(word) === '-nv') && args.length > 0) {
      add('WgetProgress', 'Add --progress=dot:giga', ' --progress=dot:giga');
    }
  }
  if (name === 'ln' && args.some((word) => /^\/bin\/sh$/.test(textOf(word)))) report('ReplacedShellByLink');
}

function highUid(invocation: Invocation): boolean {
  const texts = invocation.args.map(textOf);
  return texts.some((text, index) => {
    const value =
      /^--uid=(.*)$/.exec(text)?.[1] ?? (/^(?:--uid|-\w*u)$/.test(text) ? texts[index + 1] : undefined);
    return value !== undefined && /^\d{6,}$/.test(value);
  });
}

function checkSudo(context: RuleContext, run: Run): void {
  for (const embedded of run.scripts) {
    for (const command of simpleCommands(embedded.script)) {
      const [first, second] = command.words;
      if (first?.literal !== 'sudo') continue;
      const invocation = { embedded, command, name: 'sudo', nameWord: first, args: command.words.slice(1) };
      const plain = second?.literal !== undefined && !second.literal.startsWith('-');
      const span = placeOf(invocation, first);
      const edits = plain ? [{ start: span.start, end: placeOf(invocation, second).start, text: '' }] : [];
      context.reportStep('NoSudo', run.step, {
        span,
        fixes: plain ? [{ title: 'Remove sudo', safe: true, edits }] : [],
      });
    }
  }
}

function checkPipes(context: RuleContext, run: Run): void {
  const shell = run.step.shell?.join(' ') ?? '';
  if (/-o\s*pipefail|-\w*o\w*\s+pipefail/.test(shell)) return;
  for (const embedded of run.scripts) {
    if (/\bset\s+(?:-\S+\s+)*-?\w*o\s+pipefail/.test(embedded.line.text)) continue;
    let reported = false;
    walkShell(embedded.script, {
      pipeline: (pipeline) => {
        if (reported || pipeline.commands.length < 2) return;
        reported = true;
        context.reportStep('PipeWithoutPipefail', run.step, {
          span: inFile(embedded, pipeline),
        });
      },
    });
  }
}
