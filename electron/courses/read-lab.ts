import type { LabKey, LessonKey } from '../shared/course/model';
import { labSchema } from '../shared/course/schema';
import { validateYaml } from '../shared/course/validate';
import type { Problem } from '../shared/problem';
import type { SourceFile } from '../workspaces/source';
import type { CourseFolder } from './course-folder';
import { limits } from './limits';
import type { LoadedLab } from './loaded';

/** Reads `lab.yaml` and the texts of its steps. Without a lab where the file is unusable. */
export async function readLab(
  course: CourseFolder,
  lesson: LessonKey,
  folder: string,
): Promise<{ readonly lab?: LoadedLab; readonly problems: readonly Problem[] }> {
  const path = `${folder}/lab.yaml`;
  const read = await course.text(path, limits.yaml);
  if ('problem' in read) return { problems: [read.problem] };
  const { value: file, problems } = validateYaml(read.text, labSchema, path);
  if (file === undefined) return { problems };
  const steps: Record<string, string> = {};
  const found: Problem[] = [...problems];
  for (const step of file.steps) {
    if (!course.has(`${folder}/${step.content}`)) continue; // told by the check of references
    const content = await course.text(`${folder}/${step.content}`, limits.stepText);
    if ('problem' in content) found.push(content.problem);
    else steps[step.id] = content.text;
  }
  const id = folder.slice(folder.lastIndexOf('/') + 1).replace(/^\d{2}-/, '');
  const key: LabKey = `${lesson}/${id}`;
  return { lab: { folder, content: { key, id, file, steps } }, problems: found };
}

/** The files below a lab's `start` or `solution` folder, and what hinders reading some of them. */
export async function readLabFiles(
  course: CourseFolder,
  folder: string,
): Promise<{ readonly files: readonly SourceFile[]; readonly problems: readonly Problem[] }> {
  const files: SourceFile[] = [];
  const problems: Problem[] = [];
  const paths = [...course.files].filter((path) => path.startsWith(`${folder}/`)).sort();
  if (paths.length > limits.labFiles) {
    const message = `this folder has ${paths.length} files; the first ${limits.labFiles} are used`;
    problems.push({ severity: 'error', file: folder, message });
  }
  for (const path of paths.slice(0, limits.labFiles)) {
    const bytes = await course.bytes(path, limits.labFile);
    if (!bytes.ok) {
      problems.push({ severity: 'error', file: path, message: `this file ${bytes.reason}` });
      continue;
    }
    const executable = await course.isExecutable(path);
    files.push({ path: path.slice(folder.length + 1), bytes: bytes.value, executable });
  }
  return { files, problems };
}
