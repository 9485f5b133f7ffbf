import type { Certificate } from '../../electron/shared/certificate/model';

const long = (iso: string): string =>
  new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });

/** What a certificate says, on paper and in its dialog. */
export const certificateMessages = {
  dialog: 'Certificate of completion',
  name: 'Name on the certificate',
  explain: 'As PDF to read and print, as signed JSON to be checked with Drydock’s command line:',
  command: 'drydock progress verify FILE',
  savePdf: 'Save as PDF…',
  saveJson: 'Save as signed JSON…',
  saved: (path: string) => `Saved ${path}`,
  failed: 'The certificate could not be saved',
  working: 'The certificate is being printed.',
  key: 'Key of this profile',
  title: 'Certificate of completion',
  completed: (date: string) => `completed on ${long(date)}`,
  course: (course: Certificate['course']) => `${course.title}, version ${course.version}`,
  columns: ['Lesson', 'Completed', 'Answers right', 'Lab steps', 'Run on', 'Active time'],
  of: ({ done, total }: { readonly done: number; readonly total: number }) =>
    total === 0 ? '–' : `${done} of ${total}`,
  engines: (engines: Certificate['lessons'][number]['engines']) =>
    engines.length === 0
      ? '–'
      : engines
          .map((each) => `${each.engine}${each.simulated ? ' (simulated)' : ''}: ${each.steps}`)
          .join(', '),
  /** Of one or several times, each in whole minutes, so that a sum is that of what stands above it. */
  time: (...seconds: readonly number[]) => {
    const minutes = seconds.reduce((sum, each) => sum + Math.round(each / 60), 0);
    return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  },
  total: 'Together',
  simulated: (n: number) =>
    n === 0
      ? 'Every lab step was passed on an engine that really ran it.'
      : `${n} lab ${n === 1 ? 'step was' : 'steps were'} passed on an engine that only simulated what it reported.`,
  noLabs: 'This course has no lab steps.',
  issued: (date: string, version: string) => `Issued on ${long(date)} by Drydock ${version}.`,
  fingerprint: (print: string) => `Key of the profile: ${print}`,
  paper:
    'This page is a print and proves nothing by itself; the signed JSON of the same certificate can be checked.',
} as const;
