import type { ObjectSchema } from '../model/json-schema.js';
import { kebabCase } from '../model/names.js';
import type { ToolSpec } from '../model/spec.js';
import { toolNames } from './api-module.js';
import { printers } from './printers.js';
import { literal } from './schema/literal.js';
import type { ZodSource } from './schema/zod.js';
import { zodSource } from './schema/zod.js';

/** `tools/<tool>.ts`: what clients see of a tool, and the function behind it. */
export function toolModule(tool: ToolSpec): string {
  const names = toolNames(tool.name);
  const { input, output } = schemasOf(tool);
  const hasArguments = Object.keys(tool.inputSchema.properties ?? {}).length > 0;
  const run = hasArguments ? names.function : `(_args, context) => ${names.function}(context)`;
  const usesZod = [input, output].some((source) =>
    /\bz\.\w+\(/.test(`${source?.code} ${source?.declarations}`),
  );
  return [
    ...(usesZod ? ["import * as z from 'zod';"] : []),
    ...helperImports([input, ...(output ? [output] : [])]),
    `import { ${names.function} } from '../api/${names.file}.js';`,
    "import { tool } from '../mcp-instance.js';",
    '',
    ...[input, output].flatMap((source) => (source?.declarations ? [source.declarations, ''] : [])),
    `export const ${names.constant} = tool({`,
    `  ${printers.property('name', tool.name, 2)}`,
    ...(tool.title === undefined ? [] : [`  ${printers.property('title', tool.title, 2)}`]),
    `  ${printers.property('description', tool.description, 2)}`,
    `  input: ${input.code},`,
    ...(output ? [`  output: ${output.code},`] : []),
    ...(tool.annotations
      ? [`  annotations: ${literal(tool.annotations, '  annotations: ')},`]
      : []),
    `  run: ${run},`,
    '});',
    '',
  ].join('\n');
}

/** Helpers in `core/` that a tool's schemas need. */
export function schemaHelpers(tool: ToolSpec): string[] {
  const { input, output } = schemasOf(tool);
  return [...new Set([...input.helpers, ...(output?.helpers ?? [])])];
}

function schemasOf({ inputSchema, outputSchema }: ToolSpec) {
  const source = (schema: ObjectSchema, io: 'input' | 'output') =>
    zodSource(schema, { io, prefix: `  ${io}: ` });
  return {
    input: source(inputSchema, 'input'),
    output: outputSchema && source(outputSchema, 'output'),
  };
}

function helperImports(sources: readonly ZodSource[]): string[] {
  const helpers = new Set(sources.flatMap((source) => source.helpers));
  return [...helpers]
    .toSorted()
    .map((helper) => `import { ${helper} } from '../../../core/${kebabCase(helper)}.js';`);
}
