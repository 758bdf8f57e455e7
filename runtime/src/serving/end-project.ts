import { flushUnsaved } from '../credentials/unsaved-credentials.js';
import { closeProject, type Project } from '../project/project.js';

/** Closes the connections and programs of a project, and stores refreshed credentials that wait for their store. */
export async function releaseProject(project: Project): Promise<void> {
  await Promise.all(Array.from(project.ending, (end) => end()));
  await flushUnsaved(project);
}

/** Releases a project, and unregisters the names of its providers. */
export async function endProject(project: Project): Promise<void> {
  await releaseProject(project);
  closeProject(project);
}
