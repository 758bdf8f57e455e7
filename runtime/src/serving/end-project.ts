import { flushUnsaved } from '../credentials/unsaved-credentials.js';
import type { Project } from '../provider/project.js';
import { closeProject } from '../provider/project.js';

/** Closes the connections and programs of a project, and stores refreshed credentials that wait for their store. */
export async function endProject(project: Project): Promise<void> {
  await Promise.all(Array.from(project.ending, (end) => end()));
  await flushUnsaved(project);
  closeProject(project);
}
