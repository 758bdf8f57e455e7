import { bad, ok } from '../example.js';

export default [
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
  // The comment would be lost.
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
        // Models ask for days.
        description: 'The weather of the next days at a place.',
        inputSchema: input.shape,
        annotations: { readOnlyHint: true },
      },
      getForecast,
    );
  `.finds('This tool is registered with the MCP SDK, not with its provider.'),
  // Another constant is declared with the server.
  bad`
    // src/providers/weather/tools/get-forecast.ts
    import { McpServer } from '@modelcontextprotocol/server';
    import * as z from 'zod';
    import { getForecast } from '../api/get-forecast.js';

    const server = new McpServer({ name: 'weather', version: '0.1.0' }),
      input = z.object({ place: z.string().describe('Name of a town.') });

    export const getForecastTool = ‹server.registerTool›(
      'get_forecast',
      { description: 'The weather at a place.', inputSchema: input.shape, annotations: { readOnlyHint: true } },
      getForecast,
    );
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts
    import { McpServer } from '@modelcontextprotocol/server';
    import * as z from 'zod';
    import { getForecast } from '../api/get-forecast.js';
    import { tool } from '../mcp-instance.js';

    const server = new McpServer({ name: 'weather', version: '0.1.0' }),
      input = z.object({ place: z.string().describe('Name of a town.') });

    export const getForecastTool = tool({
      name: 'get_forecast',
      description: 'The weather at a place.',
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
];
