import { descendants, lastName, rootOf } from '../../../flow/values/children.js';
import { callsInside } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { CallValue, FunctionFact, NameValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** The file exchanges a code for tokens (RFC 6749, section 4.1.3). */
const EXCHANGES = /\b(access_token|authorization_code|accessToken|oauth)/i;
/** What binds a response to its sign-in in another way: PKCE, a nonce, or a cookie with what was sent. */
const BINDS = /code_?verifier|pkce|nonce|expectedState|cookie/i;
const READS = /^(get|getAll)$/;

/** Reads of the code of a sign-in by functions that compare its state with nothing. */
export const uncomparedStates = (file: SourceFile): readonly CallValue[] => {
  const { text, facts } = file;
  if (!/['"]code['"]/.test(text) || !EXCHANGES.test(text) || BINDS.test(text)) return [];
  return facts.functions.flatMap((made) => {
    const calls = callsInside(file, made);
    const code = calls.find((call) => reads(call, 'code'));
    if (!code || facts.functions[code.within] !== made || !isSent(code, file)) return [];
    const state = calls.find((call) => reads(call, 'state'));
    const isLeftToOthers =
      isPassedOn(code, calls) || /state/i.test(text.slice(made.start, made.end));
    if (!state) return isLeftToOthers ? [] : [code];
    return isUsed(state, made, file) ? [] : [state];
  });
};

/** `query.get('code')` */
const reads = ({ callee, arguments: [name] }: CallValue, key: string): boolean =>
  callee.is === 'member' &&
  READS.test(callee.name) &&
  /params|query|search|url$/i.test(lastName(callee.object)) &&
  name?.is === 'string' &&
  name.value === key;

/** Another function is given the whole query, and can compare the state in it. */
function isPassedOn({ callee }: CallValue, calls: readonly CallValue[]): boolean {
  const root = rootOf(callee);
  return calls.some((call) =>
    call.arguments.some(
      (given) =>
        given.is === 'name' && root.is === 'name' && given.declaration === root.declaration,
    ),
  );
}

/** Something is called with the code: `exchange(code)`. */
const isSent = (code: CallValue, file: SourceFile): boolean =>
  file.facts.calls.some(
    (call) => call !== code && call.arguments.some((given) => mentions(given, code, file)),
  );

/** The state is compared, looked up, or passed on. */
function isUsed(state: CallValue, made: FunctionFact, file: SourceFile): boolean {
  const { operations, calls, members } = file.facts;
  const inside = [
    ...operations
      .filter(({ operator }) => /^([!=]==?|in)$/.test(operator))
      .flatMap(({ parts }) => parts),
    ...calls.filter((call) => call !== state).flatMap((call) => call.arguments),
    ...members.flatMap(({ computed }) => computed ?? []),
  ];
  return inside.some((value) => contains(made, value) && mentions(value, state, file));
}

/** It is the read itself, or the variable that holds its result. */
const mentions = (value: CallValue['callee'], read: CallValue, { facts }: SourceFile): boolean =>
  [...descendants(value)].some(
    (part) => part === read || (part.is === 'name' && isHolder(part, read, facts)),
  );

const isHolder = (
  { declaration }: NameValue,
  read: CallValue,
  { declarations }: SourceFile['facts'],
) => {
  const { init } = declarations[declaration] ?? {};
  return init !== undefined && contains(init, read);
};
