import type { Finding } from '../model/finding.js';
import type { ReportedRule, Reporter, ValidationReport } from '../model/reporter.js';
import { grouped } from './parts/grouped.js';
import { element } from './parts/xml.js';

/** Suite of what belongs to no single provider; no provider can be called that. */
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
  for (const rule of report.rules) addCases(result, rule, byRule.get(rule.id) ?? [], report);
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
    const message = `The rule broke on ${failure.subject}.`;
    to.errors++;
    to.cases.push(element('testcase', identity, [element('error', { message }, failure.error)]));
  } else if (rule.setting === 'off') {
    to.skipped++;
    to.cases.push(element('testcase', identity, [element('skipped', {})]));
  } else if (found.length === 0) {
    to.cases.push(element('testcase', identity));
  }
  for (const finding of found) {
    if (finding.unseen) to.errors++;
    else to.failures++;
    to.cases.push(findingCase(finding, to.name));
  }
  to.tests = to.cases.length;
}

/** Readers differ in what they show: place and sentence stand in the name, in the attributes and in the text. */
function findingCase(finding: Finding, classname: string): string {
  const { rule, file, region, message, hint, severity, unseen } = finding;
  const place = `${file}:${region.startLine}:${region.startColumn}`;
  const result = element(
    unseen ? 'error' : 'failure',
    { message, type: severity },
    `${place}: ${message}\n${hint}`,
  );
  const name = `${rule} ${place}`;
  return element('testcase', { name, classname, time: 0, file, line: region.startLine }, [result]);
}
