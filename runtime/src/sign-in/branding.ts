import { openProjects } from '../provider/project.js';

/** How the pages for browsers look. */
export interface Branding {
  /** Above the title of each page. */
  name?: string;
  /** Follows the style sheet of the pages. Its colors are variables, such as `--accent`. External content is not loaded. */
  css?: string;
}

/** That of the only open project. */
export function currentBranding(): Branding {
  const [project, ...others] = openProjects();
  return (others.length === 0 ? project?.branding : undefined) ?? {};
}
