import type { CallValue } from '../../model/facts.js';
import type { ProjectModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import { registeredTool } from './parts/registered-tool.js';

/** Methods of the SDK's servers, v1 and v2; `tool`, `resource` and `prompt` are v1's older names. */
const METHODS: ReadonlySet<string> = new Set([
  'registerTool',
  'registerResource',
  'registerPrompt',
  'tool',
  'resource',
  'prompt',
]);

export default defineRule({
  severity: 'error',
  summary: 'Tools, resources and prompts are registered with their provider, not with the MCP SDK.',
  why: 'Tests, lists and limits of the provider do not cover definitions that are registered with the SDK directly.',
  source: {
    text: 'The contract of a provider, in the README; McpServer of the MCP TypeScript SDK.',
    url: 'https://github.com/modelcontextprotocol/typescript-sdk',
  },
  on: 'provider',
  check(provider, report) {
    const { files, directory, project } = provider;
    const { code } = project;
    const configuring = configuringCalls(project);
    for (const file of files) {
      for (const call of file.facts.calls) {
        const [name] = call.arguments;
        const handled = name && handledBy(call, code.constant({ file, value: name }));
        if (handled !== undefined) {
          report({
            at: file.at(call.callee),
            message: `This handler replaces the handler of the provider for "${handled}".`,
            hint: `Define tools, resources and prompts with the functions of "${directory}/mcp-instance.ts".`,
          });
          continue;
        }
        const method = configuring.has(call) ? undefined : methodOf(call);
        // Only with a fixed name: a loop may pass on definitions of a provider.
        if (!method || !name || typeof code.constant({ file, value: name }) !== 'string') continue;
        const kind = method.replace('register', '').toLowerCase();
        const fix = registeredTool(call, file, provider);
        report({
          at: file.at(call.callee),
          message: `This ${kind} is registered with the MCP SDK, not with its provider.`,
          hint: `Define it with \`${kind}\` of "${directory}/mcp-instance.ts".`,
          ...(fix && { fix }),
        });
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      + for (const each of []) server.registerTool(each.name, each);
        export const input = z.object({
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      + ‹server.registerTool›('get_alerts', {}, async () => ({ content: [] }));
        export const input = z.object({
    `.finds('This tool is registered with the MCP SDK, not with its provider.'),
    bad`
      // src/providers/weather/tools/get-forecast.ts
      import { McpServer } from '@modelcontextprotocol/server';
      import * as z from 'zod';
      import { getForecast } from '../api/get-forecast.js';

      const server = new McpServer({ name: 'weather', version: '0.1.0' });

      export const input = z.object({ place: z.string().describe('Name of a town.') });

      export const getForecastTool = ‹server.registerTool›(
        'get_forecast',
        {
          description: 'The weather of the next days at a place.',
          inputSchema: input.shape,
          annotations: { readOnlyHint: true },
        },
        getForecast,
      );
    `.fixed`
      // src/providers/weather/tools/get-forecast.ts
      import * as z from 'zod';
      import { getForecast } from '../api/get-forecast.js';
      import { tool } from '../mcp-instance.js';


      export const input = z.object({ place: z.string().describe('Name of a town.') });

      export const getForecastTool = tool({
        name: 'get_forecast',
        description: 'The weather of the next days at a place.',
        input,
        annotations: { readOnlyHint: true },
        run: getForecast,
      });
    `.finds('This tool is registered with the MCP SDK, not with its provider.'),
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
      + server.setRequestHandler('completion/complete', complete);
        export const input = z.object({
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      + ‹server.server.setRequestHandler›('tools/call', call);
        export const input = z.object({
    `.finds('This handler replaces the handler of the provider for "tools/call".'),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      + ‹server.setRequestHandler›(ListToolsRequestSchema, list);
        export const input = z.object({
    `.finds('This handler replaces the handler of the provider for "ListToolsRequestSchema".'),
    ok`
      // src/providers/weather/mcp-instance.ts
      import { defineProvider } from 'mcp-provider';
      import { addRadar } from './radar.js';

      export const PROVIDER_NAME = 'weather';

      export const { tool, createServer, getInitializationOptions } = defineProvider({
        name: PROVIDER_NAME,
        title: 'Weather',
        version: '1.0.0',
        configure(server) {
          addRadar(server);
        },
      });

      // src/providers/weather/radar.ts
      import type { McpServer } from 'mcp-provider/sdk';

      export const addRadar = (server: McpServer) => server.registerTool('radar', {}, draw);
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
      + ‹server.tool›('get_alerts', async () => ({ content: [] }));
        export const input = z.object({
    `.finds('This tool is registered with the MCP SDK, not with its provider.'),
  ],
});

const CONFIGURING = new WeakMap<ProjectModel, ReadonlySet<CallValue>>();

/** What `configure` of `defineProvider` does: it is there for what the runtime cannot register. */
function configuringCalls(project: ProjectModel): ReadonlySet<CallValue> {
  const known = CONFIGURING.get(project) ?? configuredIn(project);
  CONFIGURING.set(project, known);
  return known;
}

function configuredIn({ files, code }: ProjectModel): ReadonlySet<CallValue> {
  const found = new Set<CallValue>();
  for (const file of files.values()) {
    if (file.test || !file.text.includes('configure')) continue;
    for (const value of file.facts.calls) {
      if (!code.runtime({ file, value: value.callee })?.returns?.members?.createServer) continue;
      const configure = code.argument({ file, value }, '0.configure');
      for (const each of configure ? code.functions(configure) : []) {
        for (const step of code.execution(each)) found.add(step.call.value);
      }
    }
  }
  return found;
}

const LISTS = /^(tools|resources|prompts)\/(list|call|read|get)/;
/** v1 of the SDK names requests by their schemas. */
const REQUEST =
  /^(ListTools|CallTool|ListResources|ReadResource|ListPrompts|GetPrompt)RequestSchema$/;

/** The method that a provider handles itself. */
function handledBy({ callee, arguments: [asked] }: CallValue, text: unknown): string | undefined {
  if (callee.is !== 'member' || callee.name !== 'setRequestHandler') return undefined;
  if (typeof text === 'string') return LISTS.test(text) ? text : undefined;
  const name = asked?.is === 'name' || asked?.is === 'member' ? asked.name : '';
  return REQUEST.test(name) ? name : undefined;
}

function methodOf({ callee, arguments: given }: CallValue): string | undefined {
  if (callee.is !== 'member' || !METHODS.has(callee.name) || given.length < 2) return undefined;
  return callee.name;
}
