import type { Branding } from '../provider/ports.js';
import { openProjects } from '../provider/project.js';

/** That of the only open project. */
export function currentBranding(): Branding {
  const [project, ...others] = openProjects();
  return (others.length === 0 ? project?.branding : undefined) ?? {};
}
