/** Apptainer's definition files (Apptainer User Guide, "Definition Files"), as far as the course uses them. */

/** One `%section` with its text. */
export interface DefinitionSection {
  /** Without the percent sign: `post`. */
  readonly name: string;
  /** What stands after the name: `from build` of `%files from build`. */
  readonly options: string;
  readonly lines: readonly string[];
  /** 1-based line of the `%`. */
  readonly line: number;
}

/** A stage: a header and its sections. */
export interface DefinitionStage {
  /** Keys in lower case: `bootstrap`, `from`, `stage`. */
  readonly header: Readonly<Record<string, string>>;
  readonly sections: readonly DefinitionSection[];
  readonly line: number;
}

/** A definition file, and what is wrong with it. */
export interface Definition {
  readonly stages: readonly DefinitionStage[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

const KNOWN = new Set(
  'help setup files labels environment post runscript startscript test arguments'.split(' '),
);

/** Reads a definition file. Never throws. */
export function parseDefinition(text: string): Definition {
  const stages: { header: Record<string, string>; sections: DefinitionSection[]; line: number }[] = [];
  const problems: { line: number; message: string }[] = [];
  let section: { name: string; options: string; lines: string[]; line: number } | undefined;
  text.split(/\r?\n/).forEach((written, index) => {
    const line = index + 1;
    const start = /^%(\w+)[ \t]*(.*)$/.exec(written);
    const header = /^(\w+):[ \t]*(.*)$/.exec(written.trim());
    if (/^bootstrap$/i.test(header?.[1] ?? '') && !/^\s/.test(written)) {
      section = undefined;
      stages.push({ header: {}, sections: [], line });
    }
    const stage = stages.at(-1);
    if (start) {
      const [, name = '', options = ''] = start;
      section = { name, options: options.trim(), lines: [], line };
      if (!KNOWN.has(name)) problems.push({ line, message: `There is no section %${name}.` });
      if (stage) stage.sections.push(section);
      else problems.push({ line, message: 'A definition begins with its header: Bootstrap and From.' });
    } else if (section) section.lines.push(written);
    else if (header && stage) stage.header[header[1]!.toLowerCase()] = header[2]!.trim();
    else if (written.trim() !== '' && !written.trim().startsWith('#')) {
      const said = `"${written.trim().slice(0, 60)}"`;
      const message = header
        ? `A definition begins with "Bootstrap:"; ${said} comes after it.`
        : `${said} is neither a header nor in a section.`;
      problems.push({ line, message });
    }
  });
  if (stages.length === 0 && problems.length === 0) {
    problems.push({ line: 1, message: 'A definition begins with its header: Bootstrap and From.' });
  }
  for (const { header, line } of stages) problems.push(...checkHeader(header, line));
  return { stages, problems: problems.sort((a, b) => a.line - b.line) };
}

function checkHeader(
  header: Readonly<Record<string, string>>,
  line: number,
): { line: number; message: string }[] {
  const bootstrap = (header.bootstrap ?? '').toLowerCase();
  if (bootstrap !== 'docker' && bootstrap !== 'docker-daemon') {
    return [
      {
        line,
        message: `Bootstrap is "${bootstrap}"; an image of Docker's kind is taken with "Bootstrap: docker".`,
      },
    ];
  }
  return header.from ? [] : [{ line, message: 'The header has no From: the image to begin with.' }];
}
