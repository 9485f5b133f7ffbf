import { isGitSource, isHttpSource } from '../../../../shared/dockerfile/analysis/check-step';
import type { BuildFailure } from '../../../../shared/engine/build';
import type { FoundSource } from '../copy';
import { findSources } from '../copy';
import { BuildStopped, otherFailure, unsupported } from '../failures';
import type { DownloadLimits } from './download';
import { download, hasChecksum, HostNotAllowed, NotFetched, webAddress } from './download';
import { fetchRepository } from './repository';

/** What ADD asks of an address. */
export interface RemoteRequest {
  readonly source: string;
  /** Patterns of what is left out of a repository. */
  readonly exclude: readonly string[];
  /** A digest for a download, the beginning of a commit for a repository. */
  readonly checksum: string | undefined;
  /** Whether the .git folder of a repository is asked for. */
  readonly keepGitFolder: boolean;
  /** Whether the destination is a folder, in which the file needs a name. */
  readonly intoFolder: boolean;
}

type Where = Pick<BuildFailure, 'step' | 'line'>;

/** The mode that BuildKit gives to what it downloads. */
const MODE = 0o600;

/** Whether a source of ADD lies elsewhere. */
export function isRemote(source: string): boolean {
  return isHttpSource(source) || isGitSource(source);
}

/** Fetches what a source of ADD names, and tells from where. Throws BuildStopped, or the signal's reason. */
export async function fetchSource(
  request: RemoteRequest,
  given: DownloadLimits,
  where: Where,
  tell: (line: string) => void,
): Promise<FoundSource[]> {
  const allowed = (host: string): boolean => {
    if (!given.allowed(host)) return false;
    tell(`Fetching ${request.source} from ${host}\n`);
    return true;
  };
  const limits = { ...given, allowed };
  try {
    return isGitSource(request.source)
      ? await repository(request, limits, where)
      : [await file(request, limits, where)];
  } catch (thrown) {
    if (thrown instanceof HostNotAllowed) throw notAllowed(request.source, thrown.host, where);
    if (thrown instanceof NotFetched) throw notFetched(request.source, thrown, where);
    throw thrown;
  }
}

async function file(
  { source, checksum, intoFolder }: RemoteRequest,
  limits: DownloadLimits,
  where: Where,
): Promise<FoundSource> {
  const name = nameIn(source);
  if (intoFolder && ['', '.', '..'].includes(name)) {
    throw otherFailure(
      `${source} has no file name at its end, and the destination is a folder.`,
      'Name the file that it shall become: ADD URL /folder/name.',
      where,
    );
  }
  const { bytes, modified } = await download(source, limits);
  if (checksum !== undefined && !hasChecksum(bytes, checksum)) throw wrongChecksum(source, checksum, where);
  const read = () => Promise.resolve(bytes);
  const path = `/${name || 'download'}`;
  return {
    source,
    file: { path, type: 'file', mode: MODE, uid: 0, gid: 0, modified, read },
    inside: [],
  };
}

/** The last part of the address's path: what BuildKit calls the file in a folder. */
function nameIn(source: string): string {
  const last = webAddress(source).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last).replaceAll('/', '');
  } catch {
    return last; // a per cent sign that is none of an encoding
  }
}

async function repository(
  { source, exclude, checksum, keepGitFolder }: RemoteRequest,
  limits: DownloadLimits,
  where: Where,
): Promise<FoundSource[]> {
  if (keepGitFolder) {
    throw unsupported(
      'The embedded engine brings the files of a repository, not its .git folder.',
      'Leave --keep-git-dir out, or build with Docker.',
      where,
    );
  }
  const { commit, tree } = await fetchRepository(source, limits);
  if (checksum !== undefined && !commit.startsWith(checksum)) throw wrongChecksum(source, checksum, where);
  return findSources(tree, { sources: ['/'], destination: '/', exclude }).map((each) => ({
    ...each,
    source,
  }));
}

function wrongChecksum(source: string, checksum: string, where: Where): BuildStopped {
  return otherFailure(
    `${source} is not what the Dockerfile expects: it does not have the checksum ${checksum}.`,
    'Find out whether the file was changed by those who publish it, before you write the new checksum down.',
    where,
  );
}

function notAllowed(source: string, host: string, where: Where): BuildStopped {
  return new BuildStopped({
    kind: 'needs-network',
    message: `${source} would have to be fetched from ${host}, and builds of the embedded engine fetch nothing that you did not allow.`,
    hint: `Allow ${host} in the settings under Engine (on the command line with --allow-network ${host}), or put the file into the lab's folder and COPY it.`,
    ...where,
  });
}

function notFetched(source: string, { message, network }: NotFetched, where: Where): BuildStopped {
  return new BuildStopped({
    kind: network ? 'needs-network' : 'other',
    message: `${source} could not be fetched: ${message}.`,
    hint: "Check the address and the network, or put the file into the lab's folder and COPY it.",
    ...where,
  });
}
