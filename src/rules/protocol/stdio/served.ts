import type { ProjectModel, SourceFile } from '../../../model/project.js';

const ENTRY = /^src\/server\.[cm]?[jt]s$/;

export const entryOf = ({ files }: ProjectModel): SourceFile | undefined =>
  [...files.values()].find(({ logicalPath }) => ENTRY.test(logicalPath));

/**
 * What runs in the server's process: all that its entry loads, and all of every provider, however it is loaded. Without
 * an entry that is every file below `src`.
 */
export function servedFiles(project: ProjectModel): ReadonlySet<SourceFile> {
  let served = SERVED.get(project);
  if (!served) {
    served = filesServedBy(project);
    SERVED.set(project, served);
  }
  return served;
}

const SERVED = new WeakMap<ProjectModel, ReadonlySet<SourceFile>>();

function filesServedBy(project: ProjectModel): ReadonlySet<SourceFile> {
  const entry = entryOf(project);
  const loaded = entry
    ? project.modules.reachable(entry, { dynamic: true })
    : [...project.files.values()].filter(({ logicalPath }) => logicalPath.startsWith('src/'));
  const providers = project.providers.flatMap(({ files }) => files);
  return new Set([...loaded, ...providers].filter(({ test }) => !test));
}
