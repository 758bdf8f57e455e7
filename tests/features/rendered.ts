import type { ProjectSpec } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { goldenProject, projectSpec } from '../golden/projects.js';

/** A golden project with features. */
export async function withFeatures(name: string, more: Partial<ProjectSpec> = {}) {
  const golden = goldenProject(name);
  const spec: ProjectSpec = {
    ...(await projectSpec(golden)),
    features: ['directory', 'docker', 'drift', 'mcpb', 'registry', 'security'],
    github: 'https://github.com/acme/tools',
    ...more,
  };
  const files = renderProject(spec);
  return {
    files,
    text: (path: string) => files.find((file) => file.path === path)?.text ?? '',
  };
}
