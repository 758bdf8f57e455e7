/** Removes the declarations of the package in this folder that no entry point of it imports: nobody can use them. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.values(exports).flatMap(({ types }) => types ?? []);
const program = ts.createProgram(entries, {
  module: ts.ModuleKind.NodeNext,
  noLib: true,
  types: [],
});
const imported = new Set(program.getSourceFiles().map(({ fileName }) => resolve(fileName)));
for (const name of readdirSync('dist', { recursive: true })) {
  const path = resolve('dist', name);
  if (path.endsWith('.d.ts') && !imported.has(path)) rmSync(path);
}
