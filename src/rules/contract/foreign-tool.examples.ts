import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import * as own from '../index.js';
    +
    + const { tool } = own.mcpInstance;
  `,
  bad`
    // src/tool.ts
    export const tool = (definition: object) => definition;

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from '../../../tool.js';
    …
      export const getForecastTool = ‹tool›({
  `.finds('This tool is not registered with the provider "weather".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { defineProvider } from 'mcp-provider';
    +
    + const { tool } = defineProvider({ name: 'weather', title: 'Weather', version: '0.1.0' });
    …
      export const getForecastTool = ‹tool›({
  `.finds('This tool is not registered with the provider "weather".'),
  bad`
    // src/providers/mail/mcp-instance.ts
    import { defineProvider } from 'mcp-provider';

    export const { tool } = defineProvider({ name: 'mail', title: 'Mail', version: '0.1.0' });

    // src/providers/weather/mcp-instance.ts, changed
    - export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
    + export { ‹tool› } from '../mail/mcp-instance.js';
    + export const { resource, prompt, createServer, getInitializationOptions } = defineProvider({
  `.finds('"tool" is a function of the provider "mail".'),
  bad`
    // src/providers/mail/mcp-instance.ts
    import { defineProvider } from 'mcp-provider';

    export const { tool } = defineProvider({ name: 'mail', title: 'Mail', version: '0.1.0' });

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { tool } from '../../mail/mcp-instance.js';
    …
      export const getForecastTool = ‹tool›({
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../../mail/mcp-instance.js';
    + import { tool } from '../mcp-instance.js';
  `.finds('This tool is registered with the provider "mail".'),
  // A factory, with the functions of its provider.
  ok`
    // src/providers/weather/lib/read-tool.ts
    import type { ToolDefinition } from 'mcp-provider';
    import { tool } from '../mcp-instance.js';

    export function readTool(name: string, rest: Omit<ToolDefinition, 'name'>) {
      return tool({ ...rest, name, annotations: { readOnlyHint: true } } as ToolDefinition);
    }

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { readTool } from '../lib/read-tool.js';
    …
    - export const getForecastTool = tool({
    -   name: 'get_forecast',
    + export const getForecastTool = readTool('get_forecast', {
  `,
  bad`
    // src/providers/mail/mcp-instance.ts
    import { defineProvider } from 'mcp-provider';

    export const { tool } = defineProvider({ name: 'mail', title: 'Mail', version: '0.1.0' });

    // src/core/read-tool.ts
    import type { ToolDefinition } from 'mcp-provider';
    import { tool } from '../providers/mail/mcp-instance.js';

    export const readTool = (definition: ToolDefinition) =>
      tool({ ...definition, annotations: { readOnlyHint: true } });

    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { readTool } from '../../../core/read-tool.js';
    …
    - export const getForecastTool = tool({
    + export const getForecastTool = ‹readTool›({
  `.finds('This tool is registered with the provider "mail".'),
  bad`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from '../mcp-instance.js';
    + import { ‹tool› } from 'mcp-provider';
  `.fixed`
    // src/providers/weather/tools/get-forecast.ts, changed
    - import { tool } from 'mcp-provider';
    + import { tool } from '../mcp-instance.js';
  `.finds('"mcp-provider" does not export "tool".'),
  // It would import from itself.
  bad`
    // src/providers/weather/mcp-instance.ts, changed
    - import { defineProvider } from 'mcp-provider';
    + import { defineProvider } from 'mcp-provider';
    + import { ‹prompt› } from 'mcp-provider';
  `.finds('"mcp-provider" does not export "prompt".'),
];
