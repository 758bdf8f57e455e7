import { contains } from '../../../flow/values/spans.js';
import { descendants, lastName, rootOf } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import type { Code } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Functions that compare the state of a response with that of the sign-in that was begun. */
const COMPARES =
  /^(finish|validateAuthResponse|authorizationCodeGrant|callback|oauthCallback|authorizationCallback)$/;
/** Of "openid-client" and "oauth4webapi": a value that switches the comparison off. */
const SKIPS = /^(openid-client|oauth4webapi)#(.*\.)?skipStateCheck$/;
/** PKCE binds the response to the sign-in, too (RFC 9700, section 2.1.1). */
const BINDS = /\b(pkceCodeVerifier|expectedNonce|codeVerifier|code_verifier)\b/;
const WRITES = /^(set|append)$/;

/** Reads of the response: `response.get('state')`, `url.searchParams.get('state')`. */
const READS = /^(get|getAll)$/;
/** What a comparison expects, as an argument or in one. */
const EXPECTED = /^(state|expectedState)$/;

/** States that are expected because the response has them: `finish(response, { ...pending, state: response.get('state') })`. */
export const expectedOfResponse = (file: SourceFile, code: Code): readonly Value[] => {
  if (!file.text.includes('state')) return [];
  return file.facts.calls.flatMap(({ callee, arguments: given }) => {
    if (!COMPARES.test(lastName(callee))) return [];
    const roots = new Set(given.flatMap((each) => declarationOf(rootOf(each)) ?? []));
    const expected = given
      .slice(1)
      .flatMap((each) =>
        each.is === 'object'
          ? each.entries.flatMap((entry) =>
              entry.is === 'entry' && EXPECTED.test(entry.key) ? [entry.value] : [],
            )
          : [each],
      );
    return expected.filter((value) =>
      choicesOf(code.resolve({ file, value }).value).some((each) => isReadOf(each, roots)),
    );
  });
};

const declarationOf = (value: Value) => (value.is === 'name' ? value.declaration : undefined);

/** The parts of `a ?? b` and of `String(a)`. */
const choicesOf = (value: Value): readonly Value[] =>
  value.is === 'compound' && /^(\?\?|\|\||\?:|await)$/.test(value.operator)
    ? value.parts.flatMap(choicesOf)
    : [value];

function isReadOf(value: Value, roots: ReadonlySet<number>): boolean {
  if (value.is !== 'call' || value.callee.is !== 'member' || !READS.test(value.callee.name))
    return false;
  const [name] = value.arguments;
  const root = declarationOf(rootOf(value.callee.object));
  return name?.is === 'string' && name.value === 'state' && root !== undefined && roots.has(root);
}

/**
 * States that are written into a response and come from what the response is compared with, which always holds:
 * `response.set('state', pending.state); finish(response, pending)`. RFC 6749, section 10.12.
 */
export const ownStates = ({ facts, text }: SourceFile): readonly Value[] => {
  if (!text.includes('state')) return [];
  const compared = facts.calls.filter(({ callee }) => COMPARES.test(lastName(callee)));
  if (compared.length === 0) return [];
  return facts.calls.flatMap((call) => {
    const state = stateIn(call);
    const root = state && rootOf(state);
    if (state?.is !== 'member' || root?.is !== 'name') return [];
    const isOfPending = (each: Value) =>
      each.is === 'name' && each.declaration === root.declaration;
    // Code that compares the two itself may then pass on the one that is expected.
    const isChecked = facts.conditions.some((each) =>
      [...descendants(each)].some(
        (part) => part.is === 'member' && part.name === state.name && isOfPending(part.object),
      ),
    );
    if (isChecked) return [];
    const isCompared = compared.some(
      ({ arguments: given }) =>
        given.some((each) => isOf(call, each, facts)) &&
        given.some((each) => [...descendants(each)].some(isOfPending)),
    );
    return isCompared ? [state] : [];
  });
};

/** What a call puts into parameters as `state`. */
function stateIn({ callee, construct, arguments: given }: CallValue): Value | undefined {
  const [first, second] = given;
  if (construct && lastName(callee) === 'URLSearchParams' && first?.is === 'object')
    return first.entries.findLast((each) => each.is === 'entry' && each.key === 'state')?.value;
  const isState = first?.is === 'string' && first.value === 'state';
  return callee.is === 'member' && WRITES.test(callee.name) && isState ? second : undefined;
}

/** An argument is the call's result, or what the call writes to. */
function isOf(call: CallValue, given: Value, { declarations }: SourceFile['facts']): boolean {
  if (contains(given, call)) return true;
  if (given.is !== 'name') return false;
  const init = declarations[given.declaration]?.init;
  if (init && contains(init, call)) return true;
  const root = rootOf(call.callee);
  return root.is === 'name' && root.declaration === given.declaration;
}

/** States that are not compared, in code that binds the response to the sign-in in no other way. */
export function skippedStates(file: SourceFile, code: Code): readonly Value[] {
  if (!file.text.includes('skipStateCheck') || BINDS.test(file.text)) return [];
  const { calls } = file.facts;
  return calls
    .flatMap((call) => call.arguments.flatMap((given) => [...descendants(given)]))
    .filter(
      (value, index, all) =>
        (value.is === 'name' || value.is === 'member') &&
        SKIPS.test(externalName(code, { file, value }) ?? '') &&
        all.indexOf(value) === index,
    );
}
