import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { line, medians, runNode } from './measure.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = join(ROOT, 'bin', 'mcp-provider.cjs');
const SPEC = join(ROOT, 'examples', 'specs', 'issues.yaml');

/** Adding a tool to a project, without install, against an empty Node. */
export async function benchGrow(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-bench-'));
  try {
    const create = [
      PROGRAM,
      'create',
      'bench',
      '--spec',
      SPEC,
      '--yes',
      '--no-install',
      '--no-git',
    ];
    execFileSync(process.execPath, create, { cwd: folder, stdio: 'ignore' });
    const project = join(folder, 'bench');
    let added = 0;
    const addTool = () => {
      const name = `get_thing_${added++}`;
      const tool = [name, '--description', 'One thing', '--request', 'GET /things/{thing_id}'];
      return runNode([PROGRAM, 'add-tool', ...tool, '--no-install'], project);
    };
    const [empty = Number.NaN, grown = Number.NaN] = await medians([
      { label: 'node -e 0', run: () => runNode(['-e', '0']) },
      { label: 'add-tool', run: addTool },
    ]);
    return [line('add-tool against node -e 0', grown / empty, '≤ 6')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
