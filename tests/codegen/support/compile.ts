import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { zodSource } from '../../../src/codegen/print/zod.js';
import type { SchemaSide } from '../../../src/codegen/zod-shape/shape.js';
import type { ObjectSchema } from '../../../src/model/json-schema.js';
import { kebabCase } from '../../../src/model/names.js';

const folder = fileURLToPath(new URL('./in-memory/', import.meta.url));

/** As rendered projects are compiled. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

const SOURCES = '../../../../runtime/src/call/schema/';

/** A module in which a value of the schema's type is what `type` says, and the other way round. */
export function moduleOf(
  schema: ObjectSchema,
  io: SchemaSide,
  type = 'z.output<typeof schema>',
): string {
  const { code, declarations, helpers } = zodSource(schema, { io, prefix: 'const schema = ' });
  return [
    "import * as z from 'zod';",
    ...helpers.map((name) => `import { ${name} } from '${SOURCES}${kebabCase(name)}.js';`),
    declarations,
    `const schema = ${code};`,
    `export const there = (value: z.output<typeof schema>): ${type} => value;`,
    `export const back = (value: ${type}): z.output<typeof schema> => value;`,
    '',
  ].join('\n');
}

/** What the compiler says about modules, in one run; nothing where all is well. */
export function complaints(modules: readonly string[]): string[] {
  const texts = new Map(modules.map((text, index) => [`${folder}${index}.ts`, text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const source = file === undefined ? '' : (texts.get(file.fileName) ?? file.fileName);
    return `${ts.flattenDiagnosticMessageText(messageText, '\n')}\n${source}`;
  });
}
