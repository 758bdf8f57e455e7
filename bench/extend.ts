import { join } from 'node:path';
import { before } from './before.js';
import { inFolder, processorTimes, ratio, type Row, runNode } from './measure.js';
import { PROGRAM, REPOSITORY } from './projects.js';

const SPEC = join(REPOSITORY, 'examples', 'specs', 'issues.yaml');

/** Adding a tool to a project, without install. */
export const benchExtend = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    const options = ['--spec', SPEC, '--yes', '--no-install', '--no-git'];
    await runNode([PROGRAM, 'create', 'bench', ...options], folder);
    let added = 0;
    const addTool = async () => {
      const name = `get_thing_${added++}`;
      const tool = [name, '--description', 'One thing', '--request', 'GET /things/{thing_id}'];
      await runNode([PROGRAM, 'add-tool', ...tool, '--no-install'], join(folder, 'bench'));
    };
    const [empty = 1, grown = 0] = await processorTimes([
      { label: 'node -e 0', run: () => runNode(['-e', '0']) },
      { label: 'add-tool', run: addTool },
    ]);
    return [
      {
        what: '`add-tool` / `node -e 0`',
        before: before.addTool,
        now: ratio(grown, empty),
        budget: '≤ 5',
      },
    ];
  });
