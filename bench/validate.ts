import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line, medians, runNode } from './measure.js';
import { writeProviders } from './validate-tree.js';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'bin', 'mcp-provider.cjs');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const MANY = 1_000;

/** How long a check takes: of one provider beside the least that Node can do, of many beside the compiler. */
export async function benchValidate(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-bench-'));
  try {
    const many = join(folder, 'many');
    writeProviders(many, MANY);
    // What the compiler needs to know of packages; the check needs none of it.
    symlinkSync(join(root, 'node_modules'), join(many, 'node_modules'), 'junction');
    return [...(await one()), ...(await thousand(many, join(folder, 'memory')))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function one(): Promise<string[]> {
  const example = join(root, 'examples', 'issues');
  const [empty = 1, check = 0] = await medians([
    { label: 'node -e 0', run: () => runNode(['-e', '0']) },
    { label: 'validate', run: () => runNode([bin, 'validate', example]) },
  ]);
  return [line('validate one provider / node -e 0', check / empty, '<= 6')];
}

async function thousand(project: string, memory: string): Promise<string[]> {
  const noteMemory = `process.once('exit', () => process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)))`;
  const noted = `--import=data:text/javascript,${encodeURIComponent(noteMemory)}`;
  const [check = 0, compile = 1] = await medians(
    [
      { label: 'validate', run: () => runNode([noted, bin, 'validate', project]) },
      {
        label: 'tsc',
        run: () => runNode(['--max-old-space-size=8192', tsc, '--noEmit', '-p', project]),
      },
    ],
    1,
  );
  const kibibytes = Number(readFileSync(memory, 'utf8'));
  return [
    line(`validate ${MANY} providers / tsc --noEmit`, check / compile, '< 1'),
    line('memory at its highest, in GB', (kibibytes * 1024) / 1e9, '<= 1'),
  ];
}
