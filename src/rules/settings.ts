import { ruleForDirectory, unknownRule, unknownSetting } from '../model/errors/validate.js';
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
import { nearestOf } from '../model/text/nearest.js';

const SETTINGS: Readonly<Record<string, Setting>> = {
  off: 'off',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
};

const isSetting = (text: string) => Object.hasOwn(SETTINGS, text);

/** Returns the rule with an id. @throws CliError `validate/unknown-rule` */
export function ruleById(id: string, rules: Rules): Rule {
  const rule = new Map<string, Rule>(Object.entries(rules)).get(id);
  if (rule) return rule;
  const ids = Object.keys(rules);
  throw unknownRule(id, meantRule(id, ids));
}

/** Returns the rule that an unknown name probably means; its area may be omitted. */
const meantRule = (name: string, ids: readonly string[]): string | undefined =>
  name.includes('/') ? nearestOf(name, ids) : byLastPart(name, ids);

function byLastPart(name: string, ids: readonly string[]): string | undefined {
  const byPart = new Map(ids.map((id) => [id.slice(id.indexOf('/') + 1), id]));
  const nearest = nearestOf(name, [...byPart.keys()]);
  return nearest === undefined ? undefined : byPart.get(nearest);
}

/**
 * Parses values of `--rule`: `id=off|warn|error` sets a rule; an `id` alone excludes all others.
 * @throws CliError `validate/unknown-rule`, `validate/unknown-setting`
 */
export function ruleFlags(
  flags: readonly string[],
  rules: Rules,
): Pick<RunOptions, 'settings' | 'onlyRules'> {
  const settings = new Map<string, Setting>();
  const onlyRules = new Set<string>();
  for (const flag of flags) {
    const [id = '', ...rest] = flag.split('=');
    ruleById(id, rules);
    const text = rest.length > 0 ? rest.join('=') : undefined;
    if (text !== undefined && !isSetting(text)) throw unknownSetting(id, text);
    const setting = text === undefined ? undefined : SETTINGS[text];
    if (setting) settings.set(id, setting);
    else onlyRules.add(id);
  }
  return { settings, ...(onlyRules.size > 0 && { onlyRules }) };
}

/** Returns the directories for which a rule runs; undefined for a rule that always runs. */
export const submissionDirectories = ({ submission, for: ruleDirectories = directories }: Rule) =>
  submission ? ruleDirectories : undefined;

/** Returns whether a rule runs with `--for` this directory, or without. */
export const appliesTo = (rule: Rule, directory: Directory | undefined): boolean =>
  submissionDirectories(rule)?.some((ruleDirectory) => ruleDirectory === directory) ?? true;

/** Rejects rules that only run with another `--for`. @throws CliError `validate/for-directory` */
export function refuseInapplicable(
  onlyRules: ReadonlySet<string> | undefined,
  rules: Rules,
  directory: Directory | undefined,
): void {
  for (const id of onlyRules ?? []) {
    const rule = ruleById(id, rules);
    if (!appliesTo(rule, directory)) throw ruleForDirectory(id, submissionDirectories(rule) ?? []);
  }
}

/** Returns the settings in `rules` of `.mcp-provider.json`. */
export function configuredSettings(project: Project): ConfiguredSetting[] {
  const rules = project.document('.mcp-provider.json')?.get('rules')?.members ?? [];
  return Array.from(rules, ([rule, { value, keyRange }]) => {
    const setting = typeof value === 'string' && isSetting(value) ? SETTINGS[value] : undefined;
    return { range: keyRange, rule, setting };
  });
}

/**
 * Returns the setting of each rule: that of an option, of the project, or the rule's default. A
 * rule that is requested by name also runs if the project disables it. Rules that do not apply are
 * off.
 */
export function ruleSettings(
  rules: Rules,
  configuredByProject: readonly ConfiguredSetting[],
  { settings, onlyRules, submission }: RunOptions = {},
): ReadonlyMap<string, Setting> {
  const inProject = new Map(configuredByProject.map(({ rule, setting }) => [rule, setting]));
  const setting = ([id, rule]: [string, Rule]) => {
    if (!appliesTo(rule, submission?.directory)) return 'off';
    const { severity } = rule;
    const statedSetting = settings?.get(id);
    if (statedSetting) return statedSetting;
    const configuredSetting = inProject.get(id) ?? severity;
    if (configuredSetting !== 'off' || !onlyRules?.has(id)) return configuredSetting;
    return severity === 'off' ? 'warning' : severity;
  };
  return new Map(Object.entries<Rule>(rules).map((entry) => [entry[0], setting(entry)]));
}
