import { isLarge } from '../../runtime/src/call/first-levels.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import type { ToolNames } from '../model/kind.js';
import type { ToolSpec } from '../model/spec.js';
import { printers } from './printers.js';
import { RUNTIME } from './runtime.js';
import { piecesOf, placeholders } from '../model/placeholders.js';
import { textWidth } from '../model/text-width.js';
import { jsonCode } from '../codegen/print/code.js';
import { printCode } from '../codegen/print/layout.js';
import { propertyKey, templateText } from '../codegen/print/text-literal.js';
import { variablesFor } from '../codegen/print/statement.js';
import type { Io } from '../codegen/shape/shape.js';
import { type ZodSource, zodSource } from '../codegen/print/zod.js';

/**
 * `tools/<tool>.ts`: what clients see of a tool, and the function behind it.
 * @param filled arguments whose default the function gets where the caller gives no value
 */
export function toolModule(tool: ToolSpec, names: ToolNames, filled: readonly string[]): string {
  const sourceOf = (schema: JsonSchemaObject, io: Io, own: readonly string[] = []) =>
    zodSource(schema, {
      io,
      prefix: `export const ${io} = `,
      filled: own,
      taken: [names.function],
    });
  const input = sourceOf(tool.inputSchema, 'input', filled);
  const output = tool.outputSchema && sourceOf(tool.outputSchema, 'output');
  const sources = [input, ...(output ? [output] : [])];
  const usesZod = sources.some(({ code, declarations }) =>
    /\bz\.\w+\(/.test(`${code} ${declarations}`),
  );
  return [
    ...helperImport(sources),
    ...(usesZod ? ["import * as z from 'zod';"] : []),
    `import { ${names.function} } from '../api/${names.file}.js';`,
    "import { tool } from '../mcp-instance.js';",
    '',
    ...sources.flatMap(({ declarations }) => (declarations ? [declarations, ''] : [])),
    `export const input = ${input.code};`,
    '',
    ...(output ? [`export const output = ${output.code};`, ''] : []),
    `export const ${names.constant} = tool({`,
    `  ${printers.property('name', tool.name, 2)}`,
    ...(tool.title === undefined ? [] : [`  ${printers.property('title', tool.title, 2)}`]),
    `  ${printers.property('description', tool.description, 2)}`,
    '  input,',
    ...(output ? ['  output,'] : []),
    ...(tool.annotations
      ? [`  annotations: ${printCode(jsonCode(tool.annotations), '  annotations: ')},`]
      : []),
    ...(isLarge(tool.inputSchema) ? ['  large: true,'] : []),
    ...(tool.keywords
      ? [`  keywords: ${printCode(jsonCode(tool.keywords), '  keywords: ')},`]
      : []),
    ...(tool.confirm === undefined ? [] : [confirmProperty(tool.confirm)]),
    `  run: ${names.function},`,
    '});',
    '',
  ].join('\n');
}

/** Longer lines are broken. */
const WIDTH = 100;

/** The question as text, or as a function of the arguments that it names. */
function confirmProperty(text: string): string {
  const names = [...new Set(placeholders(text))];
  if (names.length === 0) return `  ${printers.property('confirm', text, 2)}`;
  const variables = variablesFor(names);
  const picked = names.map((name) => {
    const variable = variables.get(name) ?? name;
    return name === variable ? name : `${propertyKey(name)}: ${variable}`;
  });
  const pieces = piecesOf(text).map((piece, index) => {
    return index % 2 === 0 ? templateText(piece) : `\${${variables.get(piece)}}`;
  });
  const start = `  confirm: ({ ${picked.join(', ')} }) =>`;
  const template = `\`${pieces.join('')}\`,`;
  const isLong = textWidth(`${start} ${template}`) > WIDTH;
  return isLong ? `${start}\n    ${template}` : `${start} ${template}`;
}

function helperImport(sources: readonly ZodSource[]): string[] {
  const helpers = new Set(sources.flatMap((source) => source.helpers));
  return helpers.size === 0
    ? []
    : [`import { ${[...helpers].toSorted().join(', ')} } from '${RUNTIME}';`];
}
