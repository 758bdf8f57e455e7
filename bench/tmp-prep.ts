import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareServer } from './bare-server.js';
import { run } from './measure.js';
import { speakers, writeProject } from './projects.js';
for (const n of [1, 200]) {
  const project = `/tmp/perf/project-${n}`;
  writeProject(project, [speakers(n)]);
  writeFileSync(join(project, 'src/providers/bench/api/client.ts'), `import type { CallApi } from 'mcp-provider/api';
export const callApi: CallApi = async ({ body }) => ({ body, headers: new Headers() });
`);
  await run('npm', ['run', '--silent', 'build'], project);
  writeFileSync(join(project, 'bare.mjs'), bareServer(n));
}
