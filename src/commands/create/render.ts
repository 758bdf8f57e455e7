import type { PackageArchive } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import type { NewFile } from '../../model/plan.js';
import { renderProject } from '../../render/project.js';
import type { ProjectRequest } from './read.js';

/**
 * The second stage: every file of the project.
 * @param archives of packages that are in the project instead of the registry
 */
export function renderRequest(
  { project, place, imported = [] }: ProjectRequest,
  archives: readonly PackageArchive[],
): NewFile[] {
  const vendored = archives.map(({ name, bytes }) => ({ path: relPath(`vendor/${name}`), bytes }));
  const rendered = renderProject(
    project,
    vendored.map(({ path }) => path),
  );
  return [...rendered, ...imported.flatMap((each) => each.files(place)), ...vendored];
}
