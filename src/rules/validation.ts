import { servedBy } from '../kinds/kind-of.js';
import type { Finding, RuleId } from '../model/finding.js';
import type { ProjectModel, TextFile } from '../model/project.js';
import type { ReportedRule, ValidationReport } from '../model/reporter.js';
import type { Rules, RunOptions, Setting } from '../model/rule.js';
import { version } from '../model/version.gen.js';
import { concealed } from './concealed.js';
import { run } from './run.js';

/** Runs rules over a project and returns the whole report as data. */
export function validationReport(
  project: ProjectModel,
  rules: Rules,
  options: RunOptions = {},
): ValidationReport {
  const { findings, failures, settings } = run(project, rules, options);
  const providers = project.providers.filter(({ name }) => options.providers?.has(name) ?? true);
  const files = [...project.files.values()];
  return {
    root: project.root,
    tool: { name: 'create-mcp-provider', version },
    rules: reportedRules(rules, settings, options),
    findings,
    failures,
    checked: {
      providers: providers.map(({ name }) => name),
      files: files.filter(({ provider = '' }) => options.providers?.has(provider) ?? true).length,
      tools: providers.reduce(
        (count, provider) => count + provider.tools.length + servedBy(provider).tools.length,
        0,
      ),
    },
    texts: textsOf([...files, ...project.documents.all], findings, rules),
  };
}

function reportedRules(
  rules: Rules,
  settings: ReadonlyMap<string, Setting>,
  { only }: RunOptions,
): ReportedRule[] {
  return Object.entries(rules).map(
    ([id, { on, severity, summary, why, source, securitySeverity }]) => ({
      id: id as RuleId, // the keys of a register are the ids of its rules
      on,
      setting:
        only && !only.has(id) && on !== 'unfollowed' ? 'off' : (settings.get(id) ?? severity),
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

/** Of files with findings, without the secrets that were found: a report goes into logs. */
function textsOf(files: readonly TextFile[], findings: readonly Finding[], rules: Rules) {
  const inFindings = new Set(
    findings.flatMap(({ file, related = [] }) => [file, ...related.map((place) => place.file)]),
  );
  const secrets = findings.filter(({ rule }) => rules[rule]?.conceals);
  return Object.fromEntries(
    files
      .filter(({ path }) => inFindings.has(path))
      .map(({ path, text }) => {
        const regions = secrets.filter(({ file }) => file === path).map(({ region }) => region);
        return [path, concealed(text, regions)];
      }),
  );
}
