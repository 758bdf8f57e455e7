import { closeProject, currentProject, openProject } from '../../src/project/project.js';
import type { SharedStore } from '../../src/server.js';

/** Opens the project of these tests again, with other stores. */
export function useStores(stores: readonly SharedStore[]): void {
  const before = currentProject();
  closeProject(before);
  openProject(before.root, { stores });
}
