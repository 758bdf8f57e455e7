import settings from '../../../runtime/tsconfig.project.json' with { type: 'json' };

/** What a project's `tsconfig.json` extends by these names, installed or not. */
export const RUNTIME_CONFIGS: ReadonlyMap<string, string> = new Map([
  ['mcp-provider/tsconfig.json', JSON.stringify(settings, null, 2)],
]);
