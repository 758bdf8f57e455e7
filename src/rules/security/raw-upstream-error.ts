import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import type { TaintTracker } from '../../flow/tracker.js';
import { taintedPart } from '../../flow/tainted-part.js';
import { upstreamFlow } from '../../flow/sources/upstream.js';
import { makesModelMessage } from '../../flow/sinks/model-messages.js';

export default defineRule({
  severity: 'error',
  summary: 'Errors for the model do not contain text from the API.',
  why: 'A response can contain secrets, internal names or instructions for the model.',
  source: {
    text: 'CWE-209, Generation of Error Message Containing Sensitive Information.',
    url: 'https://cwe.mitre.org/data/definitions/209.html',
  },
  securitySeverity: 5.3,
  on: 'file',
  check(file, report, { code }) {
    if (file.test) return;
    const upstream = upstreamFlow(code);
    const tell = (raw: Value) =>
      report({
        at: file.at(taintedPart(upstream, { file, value: raw })),
        message: 'This error shows the model text from the API or from another library.',
        hint: 'Write your own message about what to do, and pass the original error as `cause` for the log.',
      });
    for (const raw of failedResults(file, upstream)) tell(raw);
    for (const value of file.facts.calls) {
      if (!makesModelMessage({ file, value }, code)) continue;
      const raw = value.arguments.find(
        (given) => given.is !== 'object' && upstream.taint({ file, value: given }).length > 0,
      );
      if (raw) tell(raw);
    }
  },
});

/** Contents of results with `isError: true`, as far as they have such words. */
function failedResults(file: SourceFile, upstream: TaintTracker): Value[] {
  if (!file.text.includes('isError')) return [];
  return file.facts.objects.flatMap(({ entries }) => {
    const valueOf = (key: string) =>
      entries.findLast((entry) => entry.is === 'entry' && entry.key === key)?.value;
    const isError = valueOf('isError');
    const content = valueOf('content');
    const fails = isError && upstream.code.constant({ file, value: isError }) === true;
    return fails && content && upstream.taint({ file, value: content }).length > 0 ? [content] : [];
  });
}
