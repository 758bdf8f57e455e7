import { descendants, lastName } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import { passedTo } from '../../../flow/values/passed.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { Place, ProjectModel, SourceFile } from '../../../model/project.js';
import { sharedWrites } from './writes.js';

export const SERVER =
  /^@modelcontextprotocol\/(sdk|server)(\/[^#]*)?#(McpServer|Server|StreamableHTTPServerTransport|NodeStreamableHTTPServerTransport|WebStandardStreamableHTTPServerTransport|SSEServerTransport)$/;

/** What several callers have: their tenant, their client, the version of the protocol. */
const COMMON =
  /^(iss|issuer|tenant(_?id)?|org(ani[sz]ation)?(_?id)?|client_?(id|info|name)|user_?agent|(protocol_?)?version|era|capabilities|transport|scopes?|provider|role|locale|language|region|plan|host|email_?domain)$/i;
/** Parts of an id that several callers have; parts of its hash differ. */
const PARTS = /^(split|slice|substring|substr|at|charAt|match|indexOf)$/;
const HASH = /digest|hash|hmac|sha\d+|fingerprint/i;
const CHOICE = /^(\?\?|\|\||\?:)$/;
const ONCE = /[.#](once|singleton|onetime|default)$/;
const MEMOIZES = /#(\w+\.)?(default|mem|memo|memoize\w*|pMemoize)$/;
const MAY_KEEP = /createServer|McpServer|\.(set|put)\(|(\?\?|\|\|)=/;

export interface KeptServer {
  at: Place;
  target: Value;
}

/** Servers that are kept where all callers find them, under no key or under one that several callers have. */
export function* keptServers(file: SourceFile, project: ProjectModel): Generator<KeptServer> {
  const { code } = project;
  if (!MAY_KEEP.test(file.text)) return;
  for (const { target, value, keys } of sharedWrites(file, project)) {
    for (const by of makersOf({ file, value }, code)) {
      const isKeyed =
        keys !== undefined && !keys.every((key) => isShared({ file, value: key }, code, by));
      if (isKeyed) continue;
      // A helper that keeps the server is right for other values: the call that passes createServer() to it is not.
      if (by) yield { at: by.file.at(by.value), target: by.value.callee };
      else yield { at: file.at(target), target };
      break;
    }
  }
  for (const call of file.facts.calls) yield* keptByPackage({ file, value: call }, code);
}

/** `once(createServer)` and `memoize(createServer, keyOf)` of a package. */
function* keptByPackage(call: Located<CallValue>, code: Code): Generator<KeptServer> {
  const { file, value } = call;
  const [made, keyOf] = value.arguments;
  const name = made && externalName(code, { file, value: value.callee });
  if (!made || name === undefined || !isMaker({ file, value: made }, code)) return;
  const isOnce = ONCE.test(name) && /once|onetime|singleton/.test(name);
  const runs = MEMOIZES.test(name) && keyOf ? code.functions({ file, value: keyOf }) : [];
  const isCommon = runs.some((run) =>
    run.function.returned.some((each) => isShared({ file: run.file, value: each }, code)),
  );
  if (isOnce || isCommon) yield { at: file.at(value), target: value.callee };
}

const isMaker = (of: Located, code: Code): boolean =>
  code.runtime(of)?.result === 'McpServer' || SERVER.test(externalName(code, of) ?? '');

/** For each server that a value can be: the call that handed over what makes it, where there is one. */
function makersOf(of: Located, code: Code): (Located<CallValue> | undefined)[] {
  return possibleValues(of, code).flatMap(({ file, value: held }) => {
    const value = boxed(held) ?? held;
    if (value.is !== 'call') return [];
    if (isMaker({ file, value: value.callee }, code)) return [undefined];
    return callsWith({ file, value: value.callee }, code).flatMap(([given, call]) =>
      isMaker(given, code) ? [call] : [],
    );
  });
}

/** `make()` of `{ made: true, value: make() }`; what else varies there could tell the callers apart. */
function boxed(value: Value): Value | undefined {
  if (value.is !== 'object') return undefined;
  const varying = value.entries.filter(({ value: each }) => !/^(literal|string)$/.test(each.is));
  return varying.length === 1 ? varying[0]?.value : undefined;
}

/** What is handed over as a parameter, with the call that does. */
function callsWith({ file, value }: Located, code: Code): [Located, Located<CallValue>][] {
  const declaration = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  const owner = declaration && file.facts.functions[declaration.within];
  const { parameter } = declaration ?? {};
  if (parameter === undefined || !owner) return [];
  return code.callers({ file, function: owner }).flatMap((call) => {
    const given = call.value.arguments[parameter];
    return given ? [[{ file: call.file, value: given }, call] as [Located, typeof call]] : [];
  });
}

/** Whether several callers have a key, where that can be seen; `by` is the call that the parameters come from. */
function isShared(
  { file, value }: Located,
  code: Code,
  by?: Located<CallValue>,
  seen = new Set<Value>(),
): boolean {
  if (seen.has(value)) return false;
  seen.add(value);
  const also = (part: Value) => isShared({ file, value: part }, code, by, seen);
  const fixed = (part: Value) => code.constant({ file, value: part }) !== undefined;
  if (fixed(value)) return true;
  switch (value.is) {
    case 'template':
      return value.values.every(also);
    case 'compound': {
      if (!CHOICE.test(value.operator)) return value.operator === '+' && value.parts.every(also);
      // A fixed key may be for those without an identity.
      const parts = value.operator === '?:' ? value.parts.slice(1) : value.parts;
      return parts.some((part) => !fixed(part) && also(part));
    }
    case 'call':
      return isSharedResult({ file, value }, code, by, seen);
    case 'member':
      return COMMON.test(value.name) || (/^(\*|\d+)$/.test(value.name) && also(value.object));
    case 'name': {
      const { kind, path, init } = file.facts.declarations[value.declaration] ?? {};
      const name = path?.at(-1);
      if (name !== undefined && COMMON.test(name)) return true;
      if (kind === 'const' && init)
        return (name === undefined || /^(\*|\d+)$/.test(name)) && also(init);
      const passed = kind === 'parameter' && !by ? passedTo({ file, value }, code) : [];
      return passed.length > 0 && passed.every((each) => isShared(each, code, by, seen));
    }
    default:
      return false;
  }
}

function isSharedResult(
  { file, value }: Located<CallValue>,
  code: Code,
  by: Located<CallValue> | undefined,
  seen: Set<Value>,
): boolean {
  const { callee, arguments: given } = value;
  const handed = by
    ? callsWith({ file, value: callee }, code).flatMap(([each, call]) =>
        call.value === by.value ? code.functions(each) : [],
      )
    : [];
  const runs = handed.length > 0 ? handed : code.implementations({ file, value });
  if (runs.length > 0)
    return runs.some((run) =>
      run.function.returned.some((each) =>
        isShared({ file: run.file, value: each }, code, undefined, seen),
      ),
    );
  if (callee.is !== 'member') return false;
  if (PARTS.test(callee.name)) {
    const whole = code.resolve({ file, value: callee.object }).value;
    const made = [...descendants(whole)].filter(({ is }) => is === 'call');
    if (!made.some((each) => each.is === 'call' && HASH.test(lastName(each.callee)))) return true;
  }
  const external = externalName(code, { file, value: callee });
  const parts = external === undefined ? [callee.object, ...given] : given;
  return parts.length > 0 && parts.every((part) => isShared({ file, value: part }, code, by, seen));
}
