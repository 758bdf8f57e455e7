import type { ValidationReport } from './model/reporter.js';
import type { Setting } from './model/rule.js';

export interface ValidateOptions {
  /** Severities by rule id, which have precedence over the project's own settings. */
  settings?: Readonly<Record<string, Setting>>;
  /** Ids of the only rules to run; all if absent. */
  only?: readonly string[];
  /** Providers whose findings are reported; all by default. */
  providers?: readonly string[];
}

/**
 * Checks all projects at or below a directory, or else the one that contains it, as `mcp-provider
 * validate` does: nothing is executed or written, and no `node_modules` is needed.
 * @param directory absolute, or relative to the working directory
 * @throws CliError `project/not-found`, `validate/unknown-rule`, `validate/no-rule-left`,
 * `project/unknown-provider`, `disk/refused`
 */
export async function validate(
  directory: string,
  { settings = {}, only, providers }: ValidateOptions = {},
): Promise<ValidationReport> {
  const [
    { diskFiles },
    { checkProjects, loadProjects, oneReport, findScope },
    { rules },
    { ruleById },
  ] = await Promise.all([
    import('./host/disk.js'),
    import('./commands/validate/check.js'),
    import('./rules/register.gen.js'),
    import('./rules/settings.js'),
  ]);
  for (const id of [...Object.keys(settings), ...(only ?? [])]) ruleById(id, rules);
  const scope = await findScope(diskFiles, '.', directory);
  const checkedProjects = checkProjects(await loadProjects(diskFiles, scope), {
    settings: new Map(Object.entries(settings)),
    ...(only && { onlyRules: new Set(only) }),
    ...(providers && { providers: new Set(providers) }),
  });
  return oneReport(scope, checkedProjects);
}
