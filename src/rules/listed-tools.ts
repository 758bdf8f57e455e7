import type { Provider } from '../model/project.js';
import type { Directory, ListedTool, Rule } from '../model/rule.js';

type ToolFault = readonly [message: string, hint: string];

/** Checks each tool that the server lists. Findings are at the name in its definition, or else at its provider. */
export const listedToolCheck =
  (
    faultOf: (tool: ListedTool, directory: Directory) => ToolFault | undefined,
  ): NonNullable<Rule['submission']> =>
  (project, report, { directory, toolsOf }) => {
    for (const provider of project.providers)
      for (const tool of toolsOf(provider)) {
        const fault = faultOf(tool, directory);
        if (fault) report(toolRange(provider, tool.name), ...fault);
      }
  };

function toolRange({ definitions, range: providerRange }: Provider, name: string) {
  const definition = definitions.find(
    (candidate) => candidate.kind === 'tool' && candidate.name === name,
  );
  return definition?.options.members.get('name')?.range ?? providerRange;
}

/** Key of the tool list in examples. */
export const TOOLS_LIST = 'tools/list';

/** Returns an example whose server lists the minimal project's tool with a changed part. */
export const listing = (original: string, replacement: string) => ({
  [TOOLS_LIST]: [original, replacement] as const,
  'src/providers/weather/tools/get-forecast.ts': ["'get_forecast'", "‹'get_forecast'›"] as const,
});
