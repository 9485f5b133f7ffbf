import type { SigningKey } from '../certificates';
import type { Catalogue } from '../courses';
import type { Printing } from '../printing';
import type { Progress } from '../progress';
import { type Certificate, certificateOf } from '../shared/certificate/model';
import type { Handlers } from '../shared/contract';
import { DrydockError } from '../shared/errors';
import { atomicWrite } from '../storage/atomic-write';
import type { Desktop } from './desktop';

type Methods = Extract<keyof Handlers, `certificates.${string}`>;

/** What certificates are made from. */
export interface CertificateServices {
  readonly catalogue: Pick<Catalogue, 'list'>;
  readonly progress: Pick<Progress, 'state'>;
  /** The profile's key, made when it is first asked for. */
  readonly signingKey: () => Promise<SigningKey>;
}

/** What only an app with windows can do, and knows of itself. */
export interface CertificateWindows {
  readonly printing: Printing;
  readonly desktop: Desktop;
  /** Version of Drydock. */
  readonly version: () => string;
}

/** Handlers of certificates of completion. */
export function certificateHandlers(
  { catalogue, progress, signingKey }: CertificateServices,
  { printing, desktop, version }: CertificateWindows,
): Pick<Handlers, Methods> {
  const make = (courseId: string, name: string): Certificate => {
    const course = catalogue.list().find(({ id }) => id === courseId);
    if (course === undefined) {
      throw new DrydockError({
        kind: 'not-found',
        message: `There is no course "${courseId}" in the library.`,
      });
    }
    return certificateOf(course, progress.state(), { name, now: new Date(), drydock: version() });
  };
  return {
    async 'certificates.preview'(course, name) {
      const certificate = make(course, name);
      return { certificate, fingerprint: (await signingKey()).fingerprint };
    },
    async 'certificates.save'(course, name, format) {
      const certificate = make(course, name);
      const key = await signingKey();
      const path = await desktop.chooseTarget(
        'Save the certificate',
        `${course}-certificate.${format}`,
        format === 'pdf'
          ? { name: 'PDF', extensions: ['pdf'] }
          : { name: 'Signed certificate', extensions: ['json'] },
      );
      if (path === null) return null;
      const content =
        format === 'json'
          ? `${JSON.stringify(key.sign(certificate), null, 2)}\n`
          : await printing.print({
              kind: 'certificate',
              title: certificate.course.title,
              certificate,
              fingerprint: key.fingerprint,
            });
      await atomicWrite(path, content);
      return { path };
    },
  };
}
