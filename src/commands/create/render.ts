import type { PackageArchive } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import type { NewFile } from '../../model/plan.js';
import { renderProject } from '../../render/project.js';
import { createRecord } from '../../render/record.js';
import { settingsFile } from '../../sources/imported-providers.js';
import type { ProjectRequest } from './read.js';

/**
 * Renders, as the second stage, every file of the project.
 * @param archives packages that the project contains, so that they need no registry
 */
export function renderRequest(
  { project, place, imported = [], settings = {} }: ProjectRequest,
  archives: readonly PackageArchive[],
): NewFile[] {
  const vendoredFiles = archives.map(({ name, bytes }) => ({
    path: relPath(`vendor/${name}`),
    bytes,
  }));
  const vendoredPaths = vendoredFiles.map(({ path }) => path);
  const renderedFiles = renderProject(project, vendoredPaths);
  return [
    ...renderedFiles,
    createRecord(project, vendoredPaths, renderedFiles),
    ...imported.flatMap((provider) => provider.files(place)),
    ...settingsFile(settings),
    ...vendoredFiles,
  ];
}
