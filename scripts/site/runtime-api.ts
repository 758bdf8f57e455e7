import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { code, page, section, table } from './markdown.js';

/** The exports of every entry point of the runtime, from its sources. */
export function runtimeApiPage(root: string): string {
  const folder = join(root, 'runtime');
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  const entries = Object.entries(exports).flatMap(([name, target]) =>
    typeof target === 'string'
      ? []
      : [{ name: name.replace(/^\./, 'mcp-provider'), file: sourceOf(folder, target.default) }],
  );
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true, noEmit: true },
  );
  return page(
    'Runtime API',
    'Exports of the package `mcp-provider`, by entry point. The [guide](runtime.md) shows them in use.',
    ...entries.map(({ name, file }) => section(`\`${name}\``, exportsOf(program, file))),
  );
}

const sourceOf = (folder: string, target: string) =>
  join(folder, target.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));

function exportsOf(program: ts.Program, file: string): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbols = module ? checker.getExportsOfModule(module) : [];
  return table(
    ['export', 'meaning'],
    symbols.map((symbol) => {
      const target =
        symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const [first = ''] = ts
        .displayPartsToString(target.getDocumentationComment(checker))
        .split('\n\n');
      return [code(symbol.name), first.replaceAll('\n', ' ')];
    }),
  );
}
