import type { RuleId } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { ProjectModel, TextFile } from '../model/project.js';
import type { ReportedRule, ValidationReport } from '../model/reporter.js';
import type { Rules, RunOptions, Setting } from '../model/rule.js';
import { version } from '../model/version.gen.js';
import { run } from './run.js';

/** Runs rules over a project and says everything there is to say about it, as data. */
export function validationReport(
  project: ProjectModel,
  rules: Rules,
  options: RunOptions = {},
): ValidationReport {
  const { findings, failures, settings } = run(project, rules, options);
  const providers = project.providers.filter(({ name }) => options.providers?.has(name) ?? true);
  const files = [...project.files.values()];
  const inFindings = new Set(findings.map(({ file }) => file));
  return {
    root: project.root,
    tool: { name: 'create-mcp-provider', version },
    rules: reportedRules(rules, settings, options),
    findings,
    failures,
    checked: {
      providers: providers.map(({ name }) => name),
      files: files.filter(({ provider = '' }) => options.providers?.has(provider) ?? true).length,
      tools: providers.reduce((count, { tools }) => count + tools.length, 0),
    },
    texts: textsOf([...files, ...project.documents.all], inFindings),
  };
}

function reportedRules(
  rules: Rules,
  settings: ReadonlyMap<string, Setting>,
  { only }: RunOptions,
): ReportedRule[] {
  return Object.entries(rules).map(
    ([id, { severity, summary, why, source, securitySeverity }]) => ({
      id: id as RuleId, // the keys of a register are the ids of its rules
      setting: only && !only.has(id) ? 'off' : (settings.get(id) ?? severity),
      words: {
        severity,
        summary,
        why,
        source,
        ...(securitySeverity !== undefined && { securitySeverity }),
      },
    }),
  );
}

const textsOf = (files: readonly TextFile[], wanted: ReadonlySet<RelPath>) =>
  Object.fromEntries(
    files.filter(({ path }) => wanted.has(path)).map(({ path, text }) => [path, text]),
  );
