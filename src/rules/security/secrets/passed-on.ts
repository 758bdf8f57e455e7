import { responseSource } from '../../../flow/sources/callers.js';
import { CLEAN, TAINTED, visible } from '../../../flow/taint.js';
import { lastName } from '../../../flow/values/children.js';
import { taintedPart } from '../../../flow/tainted-part.js';
import { TaintTracker } from '../../../flow/tracker.js';
import type { Code, Located, ToolDefinition } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../../model/project.js';
import { isSecretName } from '../../../model/secret-names.js';
import { casesOf, testsIn } from '../../contract/parts/test-cases.js';

/** Entries of a test case that are no answer of the API. */
const NO_RESPONSE = /^(arguments|invalid|request|result|error)$/;
/** Parts of a response that hold the data. */
const HOLDS = /^(body|data|items?|records?|results?|rows|nodes|edges|value|values|\*|\d+)$/;
/** Functions that take something out of data, by their names. */
const SANITIZERS =
  /redact|mask|hide|scrub|saniti[sz]e|censor|omit|strip|without|exclude|pick|public/i;

/** Results with a secret of the API that the output of the tool does not declare: the tests show that responses hold it. */
export function* passedOn(provider: ProviderModel): Generator<Located & { key: string }> {
  const { code, files } = provider.project;
  const tools = new Map(
    provider.tools.flatMap((tool) => (tool.name.is === 'known' ? [[tool.name.value, tool]] : [])),
  );
  for (const test of testsIn(files)) {
    if (test.provider !== provider.name) continue;
    for (const tested of casesOf(test.call, code)) {
      const tool = tools.get(tested.key);
      if (!tool) continue;
      const declared = declaredBy(tool, code);
      for (const key of secretsIn(tested, code))
        if (!declared.has(key)) yield* returned(tool, key, code);
    }
  }
}

/** Names of secrets in the responses of a case. */
function secretsIn(tested: Located, code: Code): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<Value>();
  const open = (code.object(tested)?.properties ?? []).filter(({ key }) => !NO_RESPONSE.test(key));
  const visit = (part: Located): readonly Located[] => {
    const properties = code.object(part)?.properties ?? [];
    for (const { key } of properties) if (isSecretName(key)) found.add(key);
    return [...properties, ...(code.list(part) ?? [])];
  };
  for (let parts: readonly Located[] = open; parts.length > 0;) {
    const fresh = parts.filter(({ value }) => !seen.has(value));
    for (const { value } of fresh) seen.add(value);
    parts = fresh.flatMap(visit);
  }
  return found;
}

/** All names of properties of the result. */
const declaredBy = ({ output }: ToolDefinition, code: Code): ReadonlySet<string> =>
  new Set(
    (output ? [...code.subschemas(output)] : []).flatMap(({ property }) => property?.name ?? []),
  );

function* returned(
  { run }: ToolDefinition,
  key: string,
  code: Code,
): Generator<Located & { key: string }> {
  const { file, function: made } = run ?? {};
  if (!file || !made || isDeleted(file, key)) return;
  const tracker = new TaintTracker(code, {
    source: responseSource(code),
    keepsKey: (each) => each === key || HOLDS.test(each),
    rest: (keys) => (keys.has(key) ? CLEAN : TAINTED),
    methods: /^(json|map|filter|slice|then|catch|finally|at|concat)$/,
    propagators: /^#(JSON\.parse|structuredClone|Object\.assign|Promise\.(all|resolve))$/,
    sanitizers: SANITIZERS,
    cleans: (call) => isSelected(call, key, code),
  });
  for (const value of made.returned) {
    if (visible(tracker.taint({ file, value })).length === 0) continue;
    yield { file, value: taintedPart(tracker, { file, value }), key };
  }
}

/** `select(response.body, { exclude: ['client_secret'] })`, or `include` without it */
function isSelected(call: Located<CallValue>, key: string, code: Code): boolean {
  if (lastName(call.value.callee) !== 'select') return false;
  const names = (path: string) => {
    const list = code.argument(call, path);
    return list && code.list(list)?.map((each) => String(code.constant(each)).split('.').at(-1));
  };
  const included = names('1.include');
  return names('1.exclude')?.includes(key) === true || included?.includes(key) === false;
}

/** `delete payment.client_secret` */
const isDeleted = ({ facts }: SourceFile, key: string): boolean =>
  facts.assignments.some(
    ({ operator, target }) => operator === 'delete' && lastName(target) === key,
  );
