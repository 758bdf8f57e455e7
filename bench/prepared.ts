import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareServer } from './bare-server.js';
import { speakers, writeProject } from './projects.js';
import { build } from './started.js';

/** Builds a project, its tools answering without an API, and writes a server of the bare SDK with the same tools. */
export async function prepared(
  folder: string,
  tools: number,
): Promise<{ project: string; server: string; bare: string }> {
  const project = join(folder, `project-${tools}`);
  writeProject(project, [speakers(tools)]);
  await build(project);
  const bare = join(project, 'bare.mjs');
  writeFileSync(bare, bareServer(tools));
  return { project, server: join(project, 'dist', 'server.js'), bare };
}
