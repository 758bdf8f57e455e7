import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { requestFlow } from '../../flow/sources/request-data.js';
import { isTainted } from '../../flow/taint.js';
import { descendants } from '../../flow/values/children.js';
import { contains } from '../../flow/values/spans.js';
import { defineRule } from '../define.js';

const ALLOWED = /^access-control-allow-origin$/i;

export default defineRule({
  severity: 'error',
  summary: 'Responses do not allow every website that asks.',
  why: 'With its own origin allowed, any website can read the responses in the name of the person whose browser it is.',
  source: {
    text: 'CWE-942, Permissive Cross-domain Policy; Fetch standard, CORS protocol.',
    url: 'https://cwe.mitre.org/data/definitions/942.html',
  },
  securitySeverity: 7.1,
  on: 'file',
  check(file, report, { code }) {
    if (file.test || !/access-control-allow-origin/i.test(file.text)) return;
    for (const { at, value } of allowedOrigins(file, code)) {
      if (!isReflected({ file, value }, code) || isChecked({ file, value })) continue;
      report({
        at: file.at(at),
        message: 'Every website is allowed: the origin of the request is sent back.',
        hint: 'Set `allowedOrigins` of `runServer`, or compare the origin with a list.',
      });
    }
  },
});

/** Values of the header, in objects and in `headers.set()`. */
function* allowedOrigins(file: SourceFile, code: Code) {
  const { facts } = file;
  for (const { entries } of facts.objects) {
    for (const entry of entries)
      if (entry.is === 'entry' && ALLOWED.test(entry.key)) yield { at: entry, value: entry.value };
  }
  for (const { items } of facts.arrays) {
    const [name, value] = items;
    if (value && name?.is === 'string' && ALLOWED.test(name.value)) yield { at: name, value };
  }
  for (const call of facts.calls) {
    const [name, value] = call.arguments;
    const sets = call.callee.is === 'member' && /^(set|append|setHeader)$/.test(call.callee.name);
    if (sets && value && name && ALLOWED.test(String(code.constant({ file, value: name }))))
      yield { at: call, value };
  }
}

/** It is, or is taken from, the header `Origin`, or other data of a request. */
function isReflected({ file, value }: Located, code: Code): boolean {
  if (isTainted(requestFlow(code).taint({ file, value }))) return true;
  const { init } = (value.is === 'name' && file.facts.declarations[value.declaration]) || {};
  return [value, ...(init ? [init] : [])].some((each) =>
    [...descendants(each)].some(isOriginHeader),
  );
}

const isOriginHeader = (value: Value): boolean =>
  (value.is === 'string' && /^origin$/i.test(value.value)) ||
  (value.is === 'member' && value.name === 'origin');

/** The function around it looks something up in a list. */
const isChecked = ({ file: { facts }, value }: Located): boolean =>
  facts.functions.some(
    (each) =>
      contains(each, value) &&
      facts.calls.some(
        (call) =>
          call.callee.is === 'member' &&
          /^(has|includes|test|some|find)$/.test(call.callee.name) &&
          contains(each, call),
      ),
  );
