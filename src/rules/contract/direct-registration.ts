import type { Rule } from '../../model/rule.js';

/** Methods of the SDK's servers; `tool`, `resource` and `prompt` are older names. */
const METHOD = /\.(?:register)?(tool|resource|prompt)$/i;

const HANDLED_METHOD =
  /^(tools|resources|prompts)\/|^(ListTools|CallTool|ListResources|ReadResource|ListPrompts|GetPrompt)RequestSchema$/;

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default {
  severity: 'error',
  summary: 'Tools, resources and prompts are registered with their provider, not with the MCP SDK.',
  why: 'Tests, lists and limits of the provider do not cover definitions that are registered with the SDK directly.',
  source: { text: 'The contract, in docs/contract.md of create-mcp-provider.' },
  module({ calls }, report, { directory }) {
    for (const { callee, range, arguments: args, enclosingNames } of calls) {
      // `configure` of `defineProvider` is for definitions that the library cannot register.
      const [first] = args;
      if (enclosingNames.includes('configure') || !first) continue;
      const hint = `Define tools, resources and prompts with the functions of "${directory}/mcp-instance.ts".`;
      const [, kind] = METHOD.exec(callee) ?? [];
      if (kind && args.length > 1 && typeof first.value === 'string')
        report(
          range,
          `This ${kind.toLowerCase()} is registered with the MCP SDK, not with its provider.`,
          hint,
        );
      if (!callee.endsWith('.setRequestHandler')) continue;
      const handledMethod = typeof first.value === 'string' ? first.value : (first.name ?? '');
      if (HANDLED_METHOD.test(handledMethod))
        report(range, `This handler replaces that of the provider for "${handledMethod}".`, hint);
    }
  },
  examples: {
    pass: [
      {
        'src/providers/weather/mcp-instance.ts': [
          '  auth,\n',
          "  auth,\n  configure(server) {\n    server.registerTool('x', {}, () => {});\n  },\n",
        ],
      },
      // Definitions from elsewhere are passed on.
      {
        [TOOL]: [
          'export const get',
          'for (const [name, run] of all) server.registerTool(name, {}, run);\nexport const get',
        ],
      },
    ],
    fail: [
      [
        {
          [TOOL]: [
            'export const get',
            "‹server.registerTool›('x', {}, () => {});\nexport const get",
          ],
        },
        'This tool is registered with the MCP SDK, not with its provider.',
      ],
      [
        { [TOOL]: ['export const get', "‹server.prompt›('x', () => {});\nexport const get"] },
        'This prompt is registered with the MCP SDK, not with its provider.',
      ],
      [
        {
          [TOOL]: [
            'export const get',
            '‹mcp.server.setRequestHandler›(ListToolsRequestSchema, list);\nexport const get',
          ],
        },
        'This handler replaces that of the provider for "ListToolsRequestSchema".',
      ],
    ],
  },
} satisfies Rule;
