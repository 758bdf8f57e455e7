import type { Code, Located } from '../../model/code.js';
import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { requestFlow } from '../../flow/sources/request-data.js';
import { isTainted } from '../../flow/taint.js';
import { descendants } from '../../flow/values/children.js';
import { externalName } from '../../flow/values/external-name.js';
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
    if (file.test || !/access-control-allow-origin|cors/i.test(file.text)) return;
    for (const { file: home, value } of openToAll(file, code)) {
      report({
        at: home.at(value),
        message: 'Every website is allowed, with the cookies of the person.',
        hint: 'Name the allowed origins in a list.',
      });
    }
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

/** Packages that answer with the origin of the request where they are told `origin: true`. */
const CORS = /^(cors|@fastify\/cors|@koa\/cors|koa2-cors|hono\/cors)#/;
/** A function compares the origin. */
const COMPARES = /[!=]==?|\.(has|includes|test|some|find|match|endsWith|get)\(/;

/** `cors({ origin: true, credentials: true })` */
function* openToAll(file: SourceFile, code: Code): Generator<Located> {
  for (const { callee, arguments: given } of file.facts.calls) {
    const isCors = [callee, ...given].some((value) =>
      CORS.test(externalName(code, { file, value }) ?? ''),
    );
    for (const value of isCors ? given : []) {
      const options = code.object({ file, value })?.properties ?? [];
      const [origin, credentials] = ['origin', 'credentials'].map((name) =>
        options.find(({ key }) => key === name),
      );
      if (!origin || !credentials || code.constant(credentials) !== true) continue;
      if (code.constant(origin) === true || acceptsAll(origin, code)) yield origin;
    }
  }
}

/** `(origin, done) => done(null, true)` */
const acceptsAll = (origin: Located, code: Code): boolean => {
  const made = code.functions(origin).findLast((each) => each.function.body);
  return (
    made !== undefined &&
    !COMPARES.test(made.file.text.slice(made.function.start, made.function.end))
  );
};

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
