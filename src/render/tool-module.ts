import { isLargeSchema } from '../../runtime/src/call/schema/first-levels.js';
import { jsonCode } from '../codegen/print/code.js';
import { LINE_WIDTH, printCode } from '../codegen/print/layout.js';
import { importLines, variablesFor } from '../codegen/print/statement.js';
import { propertyKey, str, templateText } from '../codegen/print/text-literal.js';
import {
  type SharedConstant,
  type SharedNames,
  type ZodSource,
  zodSource,
} from '../codegen/print/zod.js';
import type { ArgumentGroup } from '../codegen/shared-arguments.js';
import type { SchemaSide } from '../codegen/zod-shape/shape.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import type { CodeSource, ToolNames } from '../model/kind.js';
import type { ToolSpec } from '../model/spec.js';
import {
  isQuoted,
  OTHER_ARGUMENTS,
  questionArguments,
  questionParts,
} from '../model/text/placeholders.js';
import { textWidth } from '../model/text/text-width.js';
import { statedOptions } from '../model/tool-options.js';
import { printers } from './printers.js';
import { RUNTIME } from './runtime.js';

/** The parts of a tool's file that clients do not see. */
interface ToolModule {
  code: CodeSource;
  /** Arguments whose default the function gets if the caller gives no value. */
  defaultedNames: readonly string[];
  sharedNameOf: SharedNames;
  /** Arguments that several tools have. */
  groups: readonly ArgumentGroup[];
}

/** Returns the source of `tools/<tool>.ts`: the definition for clients, and the function. */
export function toolModule(
  tool: ToolSpec,
  { constant }: ToolNames,
  { code, defaultedNames, sharedNameOf, groups }: ToolModule,
): string {
  const takenNames = [constant, 'tool', 'z', ...Object.values(code.imports).flat()];
  const schemaSource = (
    schema: JsonSchemaObject,
    io: SchemaSide,
    defaultedArguments: readonly string[] = [],
  ) =>
    zodSource(schema, {
      io,
      prefix: `  ${io}: `,
      defaultedNames: defaultedArguments,
      takenNames,
      // A tool that is called like a shared schema has its own: the name of a file never changes for it.
      sharedNameOf: (...args) => {
        const shared = sharedNameOf(...args);
        return shared?.constant === constant ? undefined : shared;
      },
      ...(io === 'input' && { groups }),
    });
  const input = schemaSource(tool.inputSchema, 'input', defaultedNames);
  const output = tool.outputSchema && schemaSource(tool.outputSchema, 'output');
  const sources = [input, ...(output ? [output] : [])];
  const { constants = [] } = code;
  const options = statedOptions(tool);
  const declarations = [...sources.map((source) => source.declarations), ...constants];
  return [
    ...importLines(
      {
        '../mcp-instance.js': ['tool'],
        [RUNTIME]: questionArguments(tool.confirm ?? '').some(isOthers) ? ['argumentsText'] : [],
      },
      code.imports,
      ...options.map(({ value, option }) => (value === true && option.code?.imports) || {}),
      ...sources.map((source) => toolImports(source, '../schemas')),
    ),
    '',
    ...declarations.flatMap((source) => (source ? [source, ''] : [])),
    `export const ${constant} = tool({`,
    `  ${printers.property('name', tool.name, 2)}`,
    ...(tool.title === undefined ? [] : [`  ${printers.property('title', tool.title, 2)}`]),
    `  ${printers.property('description', tool.description, 2)}`,
    `  input: ${input.code},`,
    ...(output ? [`  output: ${output.code},`] : []),
    ...(tool.annotations
      ? [`  annotations: ${printCode(jsonCode(tool.annotations), '  annotations: ')},`]
      : []),
    ...(isLargeSchema(tool.inputSchema) ? ['  large: true,'] : []),
    ...(tool.keywords
      ? [`  keywords: ${printCode(jsonCode(tool.keywords), '  keywords: ')},`]
      : []),
    ...(tool.confirm === undefined ? [] : [confirmProperty(tool.confirm, tool.inputSchema)]),
    ...options.map(({ key, value, option }) =>
      typeof value === 'string'
        ? `  ${printers.property(key, value, 2)}`
        : `  ${key}: ${option.code?.value},`,
    ),
    code.member,
    '});',
    '',
  ].join('\n');
}

/** Returns the source of a file of `schemas`: a schema that several tools share. */
export function schemaModule({ constant, source }: SharedConstant): string {
  const imports = importsIn([{ ...source, declarations: '' }], '.');
  return [...importLines(imports), '', `export const ${constant} = ${source.code};`, ''].join('\n');
}

const importsIn = (sources: readonly ZodSource[], schemas: string) => {
  const namesByModule: Record<string, string[]> = {};
  for (const source of sources)
    for (const [module, names] of Object.entries(toolImports(source, schemas)))
      namesByModule[module] = [...(namesByModule[module] ?? []), ...names];
  return namesByModule;
};

/** @param schemas directory of the shared schemas */
function toolImports({ usesZod, helpers, sharedNames }: ZodSource, schemas: string) {
  const files = new Map<string, string[]>();
  for (const { file, constant } of sharedNames)
    files.set(file, [...(files.get(file) ?? []), constant]);
  return {
    [RUNTIME]: helpers,
    zod: usesZod ? ['* as z'] : [],
    ...Object.fromEntries(Array.from(files, ([file, names]) => [`${schemas}/${file}.js`, names])),
  };
}

const isOthers = ({ name }: { name: string }): boolean => name === OTHER_ARGUMENTS;

/** Returns the question as a text, or as a function of the arguments that it names. */
function confirmProperty(text: string, { properties = {} }: JsonSchemaObject): string {
  const parts = questionParts(text);
  const namedArguments = questionArguments(text);
  if (namedArguments.length === 0) return `  ${printers.property('confirm', text, 2)}`;
  const names = [
    ...new Set(namedArguments.filter((argument) => !isOthers(argument)).map(({ name }) => name)),
  ];
  const variables = variablesFor(names);
  const destructuredNames = names.map((name) => {
    const variable = variables.get(name) ?? name;
    return name === variable ? name : `${propertyKey(name)}: ${variable}`;
  });
  const rest = names.includes('others') ? 'further' : 'others';
  if (namedArguments.some(isOthers)) destructuredNames.push(`...${rest}`);
  const pieces = parts.map((part) => {
    if (typeof part === 'string') return templateText(part);
    if (isOthers(part)) return `\${argumentsText(${rest})}`;
    const { name, otherwise } = part;
    const property = (properties as Record<string, JsonSchemaObject>)[name] ?? {};
    const variable = variables.get(name);
    if (otherwise === undefined)
      return isQuoted(property) ? `\${JSON.stringify(${variable})}` : `\${${variable}}`;
    return isQuoted(property)
      ? `\${${variable} === undefined ? ${str(otherwise)} : JSON.stringify(${variable})}`
      : `\${${variable} ?? ${str(otherwise)}}`;
  });
  const start = `  confirm: ({ ${destructuredNames.join(', ')} }) =>`;
  const template = `\`${pieces.join('')}\`,`;
  const isLong = textWidth(`${start} ${template}`) > LINE_WIDTH;
  return isLong ? `${start}\n    ${template}` : `${start} ${template}`;
}
