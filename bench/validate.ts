import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before } from './before.js';
import { inFolder, processorTimes, ratio, type Row, runNode } from './measure.js';
import { desks, PROGRAM, REPOSITORY, writeProject } from './projects.js';

const tsc = join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc');
const PARSE_FILES = join(REPOSITORY, 'bench', 'parse-files.mjs');
const MANY = 1_000;
const TOOLS = 8;

/** How long a check takes: of one provider against an empty program, of many against the compiler and a parser. */
export const benchValidate = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    const many = join(folder, 'many');
    writeProject(many, desks(MANY, TOOLS));
    return [await one(), ...(await thousand(many, join(folder, 'memory')))];
  });

async function one(): Promise<Row> {
  const example = join(REPOSITORY, 'examples', 'issues');
  const [empty = 1, check = 0] = await processorTimes([
    { label: 'node -e 0', run: () => runNode(['-e', '0']) },
    { label: 'validate', run: () => runNode([PROGRAM, 'validate', example]) },
  ]);
  return {
    what: '`validate`, 1 provider / `node -e 0`',
    before: before.validateOne,
    now: ratio(check, empty),
    budget: '≤ 2.5',
  };
}

async function thousand(project: string, memory: string): Promise<Row[]> {
  const noteMemory = `process.once('exit', () => process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)))`;
  const noted = `--import=data:text/javascript,${encodeURIComponent(noteMemory)}`;
  const compiler = ['--max-old-space-size=8192', tsc, '--noEmit', '-p', project];
  const [check = 0, compile = 1, parse = 1] = await processorTimes(
    [
      {
        label: 'validate',
        run: () => runNode([noted, PROGRAM, 'validate', project]),
      },
      { label: 'tsc', run: () => runNode(compiler) },
      { label: 'parse', run: () => runNode([PARSE_FILES, project]) },
    ],
    1,
  );
  const kibibytes = Number(readFileSync(memory, 'utf8'));
  return [
    {
      what: '`validate`, 1,000 providers / `tsc --noEmit`',
      before: before.validateMany,
      now: ratio(check, compile),
      budget: '≤ 0.15',
    },
    {
      what: '… / reading and parsing the same files',
      now: ratio(check, parse),
      budget: '≤ 1.5',
    },
    {
      what: 'memory of that check',
      before: before.validateMemory,
      now: `${((kibibytes * 1024) / 1e9).toFixed(2)} GB`,
      budget: '≤ 0.5 GB',
    },
  ];
}
