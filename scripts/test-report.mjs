/**
 * Reads a JSON report of Vitest, prints "<passed> <failed>", and appends one line for each failure to a file.
 * Usage: node scripts/test-report.mjs REPORT FAILURES
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [report, failures] = process.argv.slice(2);
const text = readFileSync(report, 'utf8');
const { numPassedTests, numFailedTests, success, testResults } = text
  ? JSON.parse(text)
  : { numPassedTests: 0, numFailedTests: 0, success: false, testResults: [] };

const firstLine = (message = '') => message.split('\n')[0].slice(0, 200);
const lines = testResults.flatMap(({ name, message, assertionResults }) => {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  return [
    ...(message ? [`${file}: ${firstLine(message)}`] : []),
    ...failed.map(
      ({ fullName, failureMessages }) => `${file} > ${fullName}: ${firstLine(failureMessages[0])}`,
    ),
  ];
});
// Errors outside tests are not in the report; the program's output shows them.
if (!success && lines.length === 0) lines.push('The tests failed outside of a test: see above.');
appendFileSync(failures, lines.map((line) => `FAILED ${line}\n`).join(''));
console.log(`${numPassedTests} ${success ? 0 : Math.max(1, numFailedTests)}`);
