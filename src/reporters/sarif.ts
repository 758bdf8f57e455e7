import { pageUrl } from '../model/documentation.js';
import type { Finding } from '../model/finding.js';
import { jsonText } from '../model/json-text.js';
import type { ReportedRule, Reporter, ValidationReport } from '../model/reporter.js';
import { visibleLine } from './parts/visible.js';

/** Limits of GitHub code scanning (github/docs, "SARIF support"). */
const MAX_RESULTS = 25_000;
const MAX_DESCRIPTION_LENGTH = 1024;

const SUPPRESS = 'Suppress one finding with a comment in the line above it:';
const INFORMATION = 'https://www.npmjs.com/package/create-mcp-provider';

export default {
  summary: 'SARIF 2.1.0 for code scanning',
  render(report) {
    const document = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [sarifRun(report)],
    };
    return jsonText(document);
  },
} satisfies Reporter;

function sarifRun(report: ValidationReport) {
  const { tool, failures } = report;
  const rules = report.rules.filter(({ setting }) => setting !== 'off');
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const findings = mostImportantFindings(report.findings);
  const fingerprintOf = fingerprints(report);
  return {
    tool: {
      driver: {
        name: tool.name,
        semanticVersion: tool.version,
        informationUri: INFORMATION,
        rules: rules.map(ruleDescriptor),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
    invocations: [
      {
        executionSuccessful: failures.every(({ isTolerated }) => isTolerated),
        toolExecutionNotifications: failures.map(({ rule, subject, error, isTolerated }) => ({
          level: isTolerated ? 'warning' : 'error',
          message: { text: escapeBrackets(`The rule "${rule}" failed on "${subject}": ${error}`) },
          associatedRule: { id: rule },
        })),
        toolConfigurationNotifications:
          findings.length === report.findings.length
            ? []
            : [
                {
                  level: 'warning',
                  message: {
                    text: `Only ${MAX_RESULTS} of ${report.findings.length} findings are listed.`,
                  },
                },
              ],
      },
    ],
    results: findings.map((finding) => ({
      ruleId: finding.rule,
      ruleIndex: indices.get(finding.rule) ?? -1,
      level: finding.severity,
      message: { text: escapeBrackets(`${finding.message} ${finding.hint}`) },
      locations: [{ physicalLocation: location(finding) }],
      partialFingerprints: { primaryLocationLineHash: fingerprintOf(finding) },
    })),
  };
}

/** Returns the findings within the limit, errors first. */
function mostImportantFindings(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_RESULTS) return findings;
  const ofSeverity = (wantedSeverity: Finding['severity']) =>
    findings.filter(({ severity }) => severity === wantedSeverity);
  return [...ofSeverity('error'), ...ofSeverity('warning')].slice(0, MAX_RESULTS);
}

function ruleDescriptor(rule: ReportedRule) {
  const { id, setting, words: ruleWords } = rule;
  const { summary, why: consequence, securitySeverity } = ruleWords;
  const [area = ''] = id.split('/');
  const security = securitySeverity !== undefined;
  return {
    id,
    shortDescription: { text: shortText(summary) },
    fullDescription: { text: shortText(consequence) },
    help: ruleHelp(rule),
    helpUri: pageUrl(`rules/${id}.md`),
    defaultConfiguration: { level: setting === 'error' ? 'error' : 'warning' },
    properties: {
      tags: ['mcp', area, ...(security && area !== 'security' ? ['security'] : [])],
      precision: 'high',
      'problem.severity': setting === 'error' ? 'error' : 'warning',
      ...(security && { 'security-severity': securitySeverity.toFixed(1) }),
    },
  };
}

function ruleHelp({ id, words: ruleWords, ignoresComments }: ReportedRule) {
  const { summary, why: consequence, source } = ruleWords;
  const comment = `mcp-provider-disable-next-line ${id} -- reason`;
  const { text, url } = source ?? { text: '' };
  const link = url === undefined ? text : `[${text}](${url})`;
  return {
    text: `${[summary, consequence, text, url].filter(Boolean).join(' ')}${ignoresComments ? '' : ` ${SUPPRESS} ${comment}.`}`,
    markdown: `${[summary, consequence, link].filter(Boolean).join('\n\n')}${ignoresComments ? '' : `\n\n${SUPPRESS} \`${comment}\`.`}`,
  };
}

const location = ({ file, region }: Finding) => ({
  artifactLocation: {
    uri: file.split('/').map(encodeURIComponent).join('/'),
    uriBaseId: '%SRCROOT%',
  },
  region,
});

/**
 * Returns the fingerprints of findings in the order of the report: the hash of the line, as
 * `upload-sarif` would add it. Further findings on a line are numbered, because code scanning would
 * mistake them for the first one.
 */
function fingerprints({ texts }: ValidationReport): (finding: Finding) => string {
  const hashes = new Map<string, readonly string[]>();
  const counts = new Map<string, number>();
  return ({ file, region }) => {
    let ofFile = hashes.get(file);
    if (!ofFile) {
      ofFile = lineHashes(texts[file] ?? '');
      hashes.set(file, ofFile);
    }
    const hash = ofFile[region.startLine - 1] ?? ofFile[0] ?? '';
    const key = `${file}\n${hash}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? hash : `${hash}:${count}`;
  };
}

/** Returns a text with escaped brackets, which would be links in a message (SARIF 2.1.0 §3.11.6). */
const escapeBrackets = (text: string) => visibleLine(text).replace(/[\\[\]]/g, '\\$&');

const shortText = (text: string) =>
  text.length <= MAX_DESCRIPTION_LENGTH ? text : `${text.slice(0, MAX_DESCRIPTION_LENGTH - 1)}…`;

const BLOCK = 100;
const BASE = 37n;
const WORD = 64;
/** Factor of a character that leaves the window: the multiplier to the power of the window's length. */
const LEAVING_FACTOR = BigInt.asUintN(WORD, BASE ** BigInt(BLOCK));
const END_UNIT = 0xffff;
const [SPACE, TAB, LF, CR] = [0x20, 0x09, 0x0a, 0x0d];

/**
 * Returns `primaryLocationLineHash` of each line, from line 1, as GitHub's `upload-sarif` computes it
 * (codeql-action, `src/fingerprints.ts`): a rolling hash over 100 characters from the start of the
 * line without blanks, with a number that distinguishes equal hashes.
 */
export function lineHashes(text: string): string[] {
  const window = new Array<number>(BLOCK).fill(0);
  /** Line that began at each index of the window; 0 if none did. */
  const lines = new Array<number>(BLOCK).fill(0);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  let index = 0;

  const shift = (unit: number, line: number) => {
    const finishedLine = lines[index] ?? 0;
    if (finishedLine > 0) {
      const digits = hash.toString(16);
      const count = (counts.get(digits) ?? 0) + 1;
      counts.set(digits, count);
      hashes[finishedLine - 1] = `${digits}:${count}`;
    }
    lines[index] = line;
    const oldest = BigInt(window[index] ?? 0);
    hash = BigInt.asUintN(WORD, hash * BASE + BigInt(unit) - LEAVING_FACTOR * oldest);
    window[index] = unit;
    index = (index + 1) % BLOCK;
  };

  let line = 0;
  let lineStarts = true;
  for (let offset = 0; offset <= text.length; offset++) {
    const unit = offset < text.length ? text.charCodeAt(offset) : END_UNIT;
    if (unit === SPACE || unit === TAB || (unit === LF && text.charCodeAt(offset - 1) === CR))
      continue;
    shift(unit === CR ? LF : unit, lineStarts ? ++line : 0);
    lineStarts = unit === LF || unit === CR;
  }
  for (let rest = 0; rest < BLOCK; rest++) shift(0, 0);
  return hashes;
}
