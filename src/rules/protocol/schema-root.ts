import type { KnownObject, Located, ToolDefinition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import type { Change, Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { meantKeys } from '../contract/parts/meant-key.js';

/** The Claude and OpenAI APIs reject a request with one of these at the root of an input schema. */
const COMBINATORS = ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'if', 'then', 'else'];

export default defineRule({
  severity: 'error',
  summary: 'Input and output schemas are objects, without a union at the root.',
  why: 'The Claude and OpenAI APIs reject requests with other input schemas, and SDK v1 clients reject tool lists with other output schemas.',
  source: {
    text: 'MCP, "Tools", "inputSchema"; github/github-mcp-server#1548, langchain-ai/langchainjs#9804, opentokenz/mcpx#28',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool',
  },
  on: 'provider',
  check(provider, report) {
    for (const tool of provider.tools) {
      checkInput(tool, provider, report);
      checkOutput(tool, provider, report);
    }
  },
});

function checkInput(tool: ToolDefinition, { project }: ProviderModel, report: Report): void {
  const { input, object, at } = tool;
  if (!input) {
    // "protocol/unseen-schema" reports what is spread into it and cannot be read, "contract/definition-key" other keys.
    const isMeant = meantKeys(tool).some(({ meant }) => meant === 'input');
    if (!object || object.partial || isMeant) return;
    report({
      at,
      message: 'The tool has no input schema.',
      hint: 'Add "input"; use "z.object({})" for a tool without arguments.',
    });
    return;
  }
  const written = tool.property('input');
  const shape = written && project.code.object(written);
  if (shape) {
    report({
      at: written.file.at(written.value),
      message: '"input" is an object, not a schema.',
      hint: 'Wrap the properties in "z.object({ … })".',
      ...wrapped(project.code.resolve(written), shape),
    });
    return;
  }
  if (input.unseen !== undefined || input.hidden.includes('type')) return;
  const shown = project.code.jsonSchema(input);
  const combinator = COMBINATORS.find((key) => key in shown);
  if (combinator !== undefined) {
    report({
      at: input.at,
      message: `The input schema has "${combinator}" at its root.`,
      hint: 'Use one object, describe which arguments belong together, and check them in the tool.',
    });
  } else if (shown.type !== 'object' || !shown.properties) {
    report({
      at: input.at,
      message: 'The input schema is not an object with named properties.',
      hint: 'Use "z.object({ … })" with a property for each argument.',
    });
  }
}

/** A shape, as other libraries take it, is wrapped: an object whose properties are schemas of `z`. */
function wrapped({ file, value }: Located, { properties }: KnownObject): { fix?: Change[] } {
  const hasZod = file.facts.imports.some(
    ({ specifier, names }) => specifier === 'zod' && names.some(({ local }) => local === 'z'),
  );
  const isShape = properties.every(
    (each) => each.file === file && file.text.startsWith('z.', each.value.start),
  );
  const insert = (start: number, text: string) => ({ at: file.at({ start, end: start }), text });
  const isLiteral = file.text[value.start] === '{';
  return hasZod && isShape && isLiteral
    ? { fix: [insert(value.start, 'z.object('), insert(value.end, ')')] }
    : {};
}

function checkOutput({ output }: ToolDefinition, { project }: ProviderModel, report: Report): void {
  if (!output || output.unseen !== undefined || output.hidden.includes('type')) return;
  if (project.code.jsonSchema(output).type === 'object') return;
  report({
    at: output.at,
    message: 'The output schema is not an object.',
    hint: 'Wrap the result in an object: "z.object({ items: … })".',
  });
}
