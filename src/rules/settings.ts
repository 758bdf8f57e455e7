import { ruleForDirectory, unknownRule, unknownSetting } from '../model/errors/validate.js';
import { nearestOf } from '../model/nearest.js';
import type { Project } from '../model/project.js';
import {
  type ConfiguredSetting,
  directories,
  type Directory,
  type Rule,
  type Rules,
  type RunOptions,
  type Setting,
} from '../model/rule.js';

const SETTINGS: Readonly<Record<string, Setting>> = {
  off: 'off',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
};

const isSetting = (text: string) => Object.hasOwn(SETTINGS, text);

/** @throws CliError `validate/unknown-rule` */
export function ruleOf(id: string, rules: Rules): Rule {
  const rule = new Map<string, Rule>(Object.entries(rules)).get(id);
  if (rule) return rule;
  const ids = Object.keys(rules);
  throw unknownRule(id, meantRule(id, ids));
}

/** The rule that is probably meant by a name that none has: its area may be left out. */
const meantRule = (name: string, ids: readonly string[]): string | undefined =>
  name.includes('/') ? nearestOf(name, ids) : byLastPart(name, ids);

function byLastPart(name: string, ids: readonly string[]): string | undefined {
  const byPart = new Map(ids.map((id) => [id.slice(id.indexOf('/') + 1), id]));
  const nearest = nearestOf(name, [...byPart.keys()]);
  return nearest === undefined ? undefined : byPart.get(nearest);
}

/**
 * Values of `--rule`, any number of them: `id=off|warn|error` sets a rule, `id` alone leaves out all others.
 * @throws CliError `validate/unknown-rule`, `validate/unknown-setting`
 */
export function ruleFlags(
  flags: readonly string[],
  rules: Rules,
): Pick<RunOptions, 'settings' | 'only'> {
  const settings = new Map<string, Setting>();
  const only = new Set<string>();
  for (const flag of flags) {
    const [id = '', ...rest] = flag.split('=');
    ruleOf(id, rules);
    const text = rest.length > 0 ? rest.join('=') : undefined;
    if (text !== undefined && !isSetting(text)) throw unknownSetting(id, text);
    const setting = text === undefined ? undefined : SETTINGS[text];
    if (setting) settings.set(id, setting);
    else only.add(id);
  }
  return { settings, ...(only.size > 0 && { only }) };
}

/** The directories with which a rule runs; undefined for one that always runs. */
export const directoriesOf = ({ submission, for: only = directories }: Rule) =>
  submission ? only : undefined;

/** Whether a rule runs with `--for` this directory, or without. */
export const applies = (rule: Rule, directory: Directory | undefined): boolean =>
  directoriesOf(rule)?.some((each) => each === directory) ?? true;

/** @throws CliError `validate/for-directory` for a rule that runs only with another `--for` */
export function refuseInapplicable(
  only: ReadonlySet<string> | undefined,
  rules: Rules,
  directory: Directory | undefined,
): void {
  for (const id of only ?? []) {
    const rule = ruleOf(id, rules);
    if (!applies(rule, directory)) throw ruleForDirectory(id, directoriesOf(rule) ?? []);
  }
}

/** `rules` in `.mcp-provider.json`. */
export function configuredSettings(project: Project): ConfiguredSetting[] {
  const rules = project.document('.mcp-provider.json')?.get('rules')?.members ?? [];
  return Array.from(rules, ([rule, { value, keyAt }]) => {
    const setting = typeof value === 'string' && isSetting(value) ? SETTINGS[value] : undefined;
    return { at: keyAt, rule, setting };
  });
}

/**
 * What each rule is set to: by a flag, by the project, or as the rule itself has it. One that is asked for by name runs
 * also where the project has it off. Rules that do not apply are off.
 */
export function settingsOf(
  rules: Rules,
  configured: readonly ConfiguredSetting[],
  { settings, only, submission }: RunOptions = {},
): ReadonlyMap<string, Setting> {
  const inProject = new Map(configured.map(({ rule, setting }) => [rule, setting]));
  const setting = ([id, rule]: [string, Rule]) => {
    if (!applies(rule, submission?.directory)) return 'off';
    const { severity } = rule;
    const given = settings?.get(id);
    if (given) return given;
    const configured = inProject.get(id) ?? severity;
    if (configured !== 'off' || !only?.has(id)) return configured;
    return severity === 'off' ? 'warning' : severity;
  };
  return new Map(Object.entries<Rule>(rules).map((entry) => [entry[0], setting(entry)]));
}
