import type { ToolDefinition } from '../../model/code.js';
import type { ProviderModel } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

/** At the root of the arguments the Claude and OpenAI APIs refuse these, and with them the request. */
const COMBINATORS = ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'if', 'then', 'else'];

export default defineRule({
  severity: 'error',
  summary:
    'The schemas of a tool’s arguments and result are objects, without a choice at the root.',
  why: 'The Claude and OpenAI APIs refuse a request with any other arguments, and SDK v1 clients a list with any other result.',
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
  examples: [
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   input: z.object({
        +   input: z.strictObject({
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts, changed
        -   output: z.object({ summary: z.string() }),
        +   output: ‹z.string()›,
      `,
      finds: ['The schema of the result is not an object at its root.'],
    },
    {
      ok: project`
        // src/providers/weather/tools/get-forecast.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
        tool({
          name: 'get_forecast',
          description: 'The weather.',
          input: z.object({}),
          run: () => Promise.resolve('sunny'),
        });
      `,
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        const Either = ‹z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])›;
        tool({
          name: 'get_forecast',
          description: 'The weather.',
          input: Either,
          run: () => Promise.resolve('sunny'),
        });
      `,
      finds: [
        'The schema of the arguments has "anyOf" at its root, which the APIs behind clients refuse.',
      ],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
        tool({
          name: 'get_forecast',
          description: 'The weather.',
          input: ‹z.record(z.string(), z.string())›,
          run: () => Promise.resolve('sunny'),
        });
      `,
      finds: ['The schema of the arguments is not an object with named properties.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
        tool({
          name: 'get_forecast',
          description: 'The weather.',
          input: ‹{ place: z.string() }›,
          run: () => Promise.resolve('sunny'),
        });
      `,
      finds: ['The arguments are described by an object and not by a schema.'],
    },
    {
      bad: project`
        // src/providers/weather/tools/get-forecast.ts
        import * as z from 'zod';
        import { tool } from '../mcp-instance.js';

        const Either = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
        ‹tool›({
          name: 'get_forecast',
          description: 'The weather.',
          inputSchema: z.object({}),
          run: () => Promise.resolve('sunny'),
        });
      `,
      finds: ['The tool has no schema for its arguments.'],
    },
  ],
});

function checkInput(tool: ToolDefinition, { project }: ProviderModel, report: Report): void {
  const { input, object, at } = tool;
  if (!input) {
    // What may be spread into it is not to be seen: "protocol/unseen-schema" says so.
    if (!object || object.partial) return;
    report({
      at,
      message: 'The tool has no schema for its arguments.',
      hint: 'Add "input"; for a tool without arguments that is "z.object({})".',
    });
    return;
  }
  const written = tool.property('input');
  if (written && project.code.object(written)) {
    report({
      at: written.file.at(written.value),
      message: 'The arguments are described by an object and not by a schema.',
      hint: 'Put the properties into "z.object({ … })".',
    });
    return;
  }
  if (input.unseen !== undefined || input.hidden.includes('type')) return;
  const shown = project.code.jsonSchema(input);
  const combinator = COMBINATORS.find((key) => key in shown);
  if (combinator !== undefined) {
    report({
      at: input.at,
      message: `The schema of the arguments has "${combinator}" at its root, which the APIs behind clients refuse.`,
      hint: 'Use one object, say in the description what goes together, and check it where the tool runs.',
    });
  } else if (shown.type !== 'object' || !shown.properties) {
    report({
      at: input.at,
      message: 'The schema of the arguments is not an object with named properties.',
      hint: 'Use "z.object({ … })" with a property for each argument.',
    });
  }
}

function checkOutput({ output }: ToolDefinition, { project }: ProviderModel, report: Report): void {
  if (!output || output.unseen !== undefined || output.hidden.includes('type')) return;
  if (project.code.jsonSchema(output).type === 'object') return;
  report({
    at: output.at,
    message: 'The schema of the result is not an object at its root.',
    hint: 'Put the result into a property: "z.object({ items: … })".',
  });
}
