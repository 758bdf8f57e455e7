import type { CallToolResult, Client, Tool } from '@modelcontextprotocol/client';
import { ToolError } from '../call/tool-error.js';
import { Ranking } from '../search/ranking.js';
import { truncate } from '../utils/truncate.js';
import type { Message, ToolSpec } from './model.js';
import { objectIn } from './text.js';
import type { Offered, Toolbox } from './toolbox.js';

/** Tools that one search finds. */
const MOST_FOUND = 10;
const MOST_CHARACTERS = 300;

/** The tools of a step of the model. */
export interface Offer {
  tools: Toolbox;
  /** What the model reads of them. */
  specs: ToolSpec[];
}

/**
 * Of more tools than a request may have, the model gets those that it has called or found in this conversation, then the
 * first ones, and a tool that finds others. All of them can be called.
 */
export function offerOf(tools: Toolbox, history: readonly Message[], most = Infinity): Offer {
  if (tools.size <= most) return { tools, specs: Array.from(tools.values(), ({ spec }) => spec) };
  const finder = new Finder(tools);
  const { name } = finder.offered.spec;
  const chosen = new Set<string>();
  const calls = history.flatMap((message) => (message.role === 'assistant' ? message.calls : []));
  for (const call of calls.toReversed()) {
    const query = objectIn(call.args)?.query;
    if (call.name !== name) chosen.add(call.name);
    else if (typeof query === 'string') for (const one of finder.find(query)) chosen.add(one);
  }
  for (const one of tools.keys()) chosen.add(one);
  const places = most - 1;
  const chosenNames = new Set([...chosen].filter((one) => tools.has(one)).slice(0, places));
  const specs = Array.from(tools.values(), ({ spec }) => spec).filter((spec) =>
    chosenNames.has(spec.name),
  );
  return {
    tools: new Map([[name, finder.offered], ...tools]),
    specs: [finder.offered.spec, ...specs],
  };
}

class Finder {
  readonly offered: Offered;
  readonly #tools: readonly Offered[];
  #ranking: Ranking | undefined;

  constructor(box: Toolbox) {
    this.#tools = [...box.values()];
    let name = 'search_tools';
    while (box.has(name)) name = `${name}_`;
    const tool: Tool = {
      name,
      inputSchema: {
        type: 'object',
        properties: { query: { type: 'string', description: 'What the tool should do.' } },
        required: ['query'],
      },
    };
    const description = `Find more tools: you see only some of ${box.size}. Then call what you find by its name.`;
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
    const positions = ranking.find([query], MOST_FOUND, () => true);
    return positions.flatMap((index) => this.#tools[index]?.spec.name ?? []);
  }

  #result(args: unknown): CallToolResult {
    const { query } = (args ?? {}) as { query?: unknown };
    if (typeof query !== 'string') throw new ToolError('"query" must be a text.');
    const names = new Set(this.find(query));
    const lines = this.#tools.flatMap(({ spec }) =>
      names.has(spec.name) ? [`${spec.name}: ${truncate(spec.description, MOST_CHARACTERS)}`] : [],
    );
    const text = lines.join('\n') || 'No tool matches these words. Try others.';
    return { content: [{ type: 'text', text }] };
  }
}
