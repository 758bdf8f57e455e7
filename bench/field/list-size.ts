import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { printers } from '../../src/render/printers.js';
import { run, runNode } from '../measure.js';
import { PROGRAM, REPOSITORY } from '../projects.js';
import { listOverStdio } from '../stdio.js';

const EXAMPLES = dirname(
  createRequire(import.meta.url).resolve('@readme/oas-examples/package.json'),
);

interface Listed {
  result: { tools: { annotations?: object; outputSchema?: object }[] };
}

/** Sizes of `tools/list` of the same documents. @param folder with the packages that are compared */
export async function listSizes(folder: string, node: string): Promise<string> {
  const rows = [];
  for (const name of ['petstore', 'star-trek']) {
    const file = join(EXAMPLES, '3.0', 'json', `${name}.json`);
    const theirs = await run(node, [join(folder, 'list-size.mjs'), file], folder);
    rows.push(['mcp-provider', name, ...figures(await ours(folder, name, file))]);
    rows.push(['mcp-use', name, ...figures(theirs)]);
  }
  return printers.mdTable(
    ['server', 'document', 'bytes', 'tools', 'hints', 'output schemas'],
    rows,
  );
}

async function ours(folder: string, name: string, file: string): Promise<string> {
  const options = ['--base-url', 'https://api.example.com', '--auth', 'none', '--include', '**'];
  const quiet = ['--yes', '--no-install', '--no-git'];
  await runNode([PROGRAM, 'create', name, '--from-openapi', file, ...options, ...quiet], folder);
  const root = join(folder, name);
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'), 'junction');
  await runNode([PROGRAM, 'build'], root);
  return listOverStdio([join(root, 'dist', 'server.js')]);
}

function figures(output: string): string[] {
  const json = output.split('\n').findLast((line) => line.includes('"tools":[')) ?? '';
  const { tools } = (JSON.parse(json) as Listed).result;
  const having = (key: 'annotations' | 'outputSchema') =>
    String(tools.filter((tool) => tool[key] !== undefined).length);
  return [
    Buffer.byteLength(json).toLocaleString('en-US'),
    String(tools.length),
    having('annotations'),
    having('outputSchema'),
  ];
}
