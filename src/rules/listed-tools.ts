import type { Provider } from '../model/project.js';
import type { Directory, ListedTool, Rule } from '../model/rule.js';

/** What is wrong with a tool, and what to do. */
type Fault = readonly [message: string, hint: string];

/** The check of each tool that the server lists. Findings are at the name in its definition, or else at its provider. */
export const eachTool =
  (
    faultOf: (tool: ListedTool, directory: Directory) => Fault | undefined,
  ): NonNullable<Rule['submission']> =>
  (project, report, { directory, toolsOf }) => {
    for (const provider of project.providers)
      for (const tool of toolsOf(provider)) {
        const fault = faultOf(tool, directory);
        if (fault) report(placeOf(provider, tool.name), ...fault);
      }
  };

function placeOf({ definitions, at }: Provider, name: string) {
  const definition = definitions.find((each) => each.kind === 'tool' && each.name === name);
  return definition?.options.members.get('name')?.at ?? at;
}

/** The list of tools in the examples. */
export const LISTED = 'tools/list';

/** An example whose server lists the tool of the minimal project with another part. */
export const listing = (from: string, to: string) => ({
  [LISTED]: [from, to] as const,
  'src/providers/weather/tools/get-forecast.ts': ["'get_forecast'", "‹'get_forecast'›"] as const,
});
