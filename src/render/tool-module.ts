import type { ToolNames } from '../model/kind.js';
import type { ToolSpec } from '../model/spec.js';
import { printers } from './printers.js';
import { RUNTIME } from './runtime.js';
import { literal } from '../source/print/literal.js';
import type { ZodSource } from '../source/print/zod.js';
import { zodSource } from '../source/print/zod.js';

/** `tools/<tool>.ts`: what clients see of a tool, and the function behind it. */
export function toolModule(tool: ToolSpec, names: ToolNames): string {
  const input = zodSource(tool.inputSchema, { io: 'input', prefix: 'export const input = ' });
  const output =
    tool.outputSchema &&
    zodSource(tool.outputSchema, { io: 'output', prefix: 'export const output = ' });
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
      ? [`  annotations: ${literal(tool.annotations, '  annotations: ')},`]
      : []),
    `  run: ${names.function},`,
    '});',
    '',
  ].join('\n');
}

function helperImport(sources: readonly ZodSource[]): string[] {
  const helpers = new Set(sources.flatMap((source) => source.helpers));
  return helpers.size === 0
    ? []
    : [`import { ${[...helpers].toSorted().join(', ')} } from '${RUNTIME}';`];
}
