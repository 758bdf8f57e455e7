import type { Finding } from '../model/finding.js';
import type { ReportedRule, Reporter, ValidationReport } from '../model/reporter.js';
import { visible } from './parts/visible.js';
import { element } from './parts/xml.js';

/** Suite of rules about the project; no provider can have this name. */
const PROJECT = '(project)';

interface Suite {
  name: string;
  cases: string[];
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

export default {
  summary: 'test results for CI servers (JUnit XML)',
  render(report) {
    const found = grouped(report.findings, ({ provider }) => provider ?? PROJECT);
    const suites = [PROJECT, ...report.checked.providers].map((name) =>
      suite(name, found.get(name) ?? [], report),
    );
    const sum = (count: (each: Suite) => number) =>
      suites.reduce((total, each) => total + count(each), 0);
    const counts = {
      tests: sum(({ tests }) => tests),
      failures: sum(({ failures }) => failures),
      errors: sum(({ errors }) => errors),
      skipped: sum(({ skipped }) => skipped),
      time: 0,
    };
    const elements = suites.map(({ name, cases, ...own }) =>
      element('testsuite', { name, ...own, time: 0 }, cases),
    );
    const root = element('testsuites', { name: report.tool.name, ...counts }, elements);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
  },
} satisfies Reporter;

function suite(name: string, found: readonly Finding[], report: ValidationReport): Suite {
  const result: Suite = { name, cases: [], tests: 0, failures: 0, errors: 0, skipped: 0 };
  const byRule = grouped(found, ({ rule }) => rule);
  for (const rule of report.rules) {
    const ofSuite = byRule.get(rule.id) ?? [];
    const isFailed = report.failures.some((each) => each.rule === rule.id);
    const isHere = (rule.on === 'provider' && !isFailed) !== (name === PROJECT);
    if (isHere || ofSuite.length > 0) addCases(result, rule, ofSuite, report);
  }
  return result;
}

function addCases(
  to: Suite,
  rule: ReportedRule,
  found: readonly Finding[],
  report: ValidationReport,
) {
  const identity = { name: rule.id, classname: to.name, time: 0 };
  const failure = to.name === PROJECT && report.failures.find((each) => each.rule === rule.id);
  if (failure) {
    const message = visible(`The rule failed on "${failure.subject}".`);
    to.errors++;
    to.cases.push(
      element('testcase', identity, [element('error', { message }, visible(failure.error))]),
    );
  } else if (rule.setting === 'off') {
    to.skipped++;
    to.cases.push(element('testcase', identity, [element('skipped', {})]));
  } else if (found.length === 0) {
    to.cases.push(element('testcase', identity));
  }
  const names = new Map<string, number>();
  for (const finding of found) {
    const name = visible(`${finding.rule} ${finding.file}: ${finding.message}`);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    if (finding.unseen) to.errors++;
    else to.failures++;
    to.cases.push(findingCase(finding, count === 1 ? name : `${name} (${count})`, to.name));
  }
  to.tests = to.cases.length;
}

/** The name has no line, so that it stays when lines move; readers differ in what else they show. */
function findingCase(finding: Finding, name: string, classname: string): string {
  const { file, region, message, hint, severity, unseen, related = [] } = finding;
  const at = (place: Pick<Finding, 'file' | 'region' | 'message'>) =>
    visible(
      `${place.file}:${place.region.startLine}:${place.region.startColumn}: ${place.message}`,
    );
  const lines = [at({ file, region, message }), ...related.map(at), visible(hint)];
  const result = element(
    unseen ? 'error' : 'failure',
    { message: visible(message), type: severity },
    lines.join('\n'),
  );
  return element(
    'testcase',
    { name, classname, time: 0, file: visible(file), line: region.startLine },
    [result],
  );
}

/** Items by their key, keys in the order they are met. */
function grouped<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
