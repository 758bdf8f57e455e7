import type { CallToolResult, Client, Tool } from '@modelcontextprotocol/client';
import { ToolError } from '../call/result/tool-error.js';
import { Ranking } from '../search/ranking.js';
import { truncate } from '../utils/truncate.js';
import type { Message, ToolSpec } from './model.js';
import { parseCallArguments } from './model-text.js';
import type { OfferedTool, Toolbox } from './toolbox.js';

/** Most tools that one search finds. */
const MAX_RESULTS = 10;
const MAX_DESCRIPTION_LENGTH = 300;

/** The tools of one step of the model. */
export interface StepTools {
  tools: Toolbox;
  /** Definitions that the model receives. */
  specs: ToolSpec[];
}

/**
 * Returns the tools of a step. If there are more than `maxTools`, the model receives those that it
 * has called or found in this conversation, then the first ones, and a search tool. All tools can
 * be called.
 */
export function stepTools(
  tools: Toolbox,
  history: readonly Message[],
  maxTools = Infinity,
): StepTools {
  if (tools.size <= maxTools)
    return { tools, specs: Array.from(tools.values(), ({ spec }) => spec) };
  const finder = new Finder(tools);
  const { name } = finder.offered.spec;
  const preferredNames = new Set<string>();
  const calls = history.flatMap((message) => (message.role === 'assistant' ? message.calls : []));
  for (const call of calls.toReversed()) {
    const query = parseCallArguments(call.args)?.query;
    if (call.name !== name) preferredNames.add(call.name);
    else if (typeof query === 'string')
      for (const foundName of finder.find(query)) preferredNames.add(foundName);
  }
  for (const otherName of tools.keys()) preferredNames.add(otherName);
  const maxNames = maxTools - 1;
  const chosenNames = new Set(
    [...preferredNames].filter((preferredName) => tools.has(preferredName)).slice(0, maxNames),
  );
  const specs = Array.from(tools.values(), ({ spec }) => spec).filter((spec) =>
    chosenNames.has(spec.name),
  );
  return {
    tools: new Map([[name, finder.offered], ...tools]),
    specs: [finder.offered.spec, ...specs],
  };
}

class Finder {
  readonly offered: OfferedTool;
  readonly #tools: readonly OfferedTool[];
  #ranking: Ranking | undefined;

  constructor(toolbox: Toolbox) {
    this.#tools = [...toolbox.values()];
    let name = 'search_tools';
    while (toolbox.has(name)) name = `${name}_`;
    const tool: Tool = {
      name,
      inputSchema: {
        type: 'object',
        properties: { query: { type: 'string', description: 'What the tool should do.' } },
        required: ['query'],
      },
    };
    const description = `Find more tools: you see only some of ${toolbox.size}. Then call what you find by its name.`;
    this.offered = {
      spec: { name, description, schema: tool.inputSchema },
      tool,
      effect: 'reads',
      source: {
        name: 'search',
        client: {
          getServerCapabilities: () => ({ tools: {} }),
          listTools: async () => ({ tools: [tool] }),
          callTool: async ({ arguments: args }) => this.#result(args),
          request: (async ({ params }: { params: { arguments: unknown } }) =>
            this.#result(params.arguments)) as unknown as Client['request'],
        },
      },
    };
  }

  find(query: string): string[] {
    const ranking = (this.#ranking ??= new Ranking(
      this.#tools.map(({ spec, tool }) => ({
        name: spec.name,
        title: tool.title ?? '',
        description: spec.description,
        keywords: [],
        parameters: Object.keys(tool.inputSchema.properties ?? {}),
      })),
    ));
    const positions = ranking.find([query], MAX_RESULTS, () => true);
    return positions.flatMap((index) => this.#tools[index]?.spec.name ?? []);
  }

  #result(args: unknown): CallToolResult {
    const { query } = (args ?? {}) as { query?: unknown };
    if (typeof query !== 'string') throw new ToolError('"query" must be a text.');
    const names = new Set(this.find(query));
    const lines = this.#tools.flatMap(({ spec }) =>
      names.has(spec.name)
        ? [`${spec.name}: ${truncate(spec.description, MAX_DESCRIPTION_LENGTH)}`]
        : [],
    );
    const text = lines.join('\n') || 'No tool matches these words. Try others.';
    return { content: [{ type: 'text', text }] };
  }
}
