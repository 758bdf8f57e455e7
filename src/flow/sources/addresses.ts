import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue, FunctionFact, SpreadValue, Value } from '../../model/facts.js';
import { contains } from '../values/spans.js';

/** A parameter that is the address of a request, where the sign-in of its API puts the key into the query. */
export function isKeyedAddress({ file, value }: Located, code: Code): boolean {
  const declared = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  const made = declared && file.facts.functions[declared.within];
  if (!made) return false;
  const known = KEYED.get(made) ?? isOfKeyedClient({ file, function: made }, code);
  KEYED.set(made, known);
  return known;
}

const KEYED = new WeakMap<FunctionFact, boolean>();

const isOfKeyedClient = ({ file, function: made }: LocatedFunction, code: Code): boolean =>
  file.facts.calls.some(
    (client) =>
      client.arguments.some((given) => contains(given, made)) &&
      putsKeyInQuery({ file, value: client }, code),
  );

/** `apiClient(PROVIDER_NAME, { ...auth, getCredentials })`, where `auth` is `apiKeyAuth(…, { in: 'query', … })` */
const putsKeyInQuery = ({ file, value }: Located<CallValue>, code: Code): boolean =>
  value.arguments.flatMap(spreadIn).some((spread) => {
    const made = code.resolve({ file, value: spread.value });
    const placed =
      made.value.is === 'call' && code.argument({ file: made.file, value: made.value }, '2.in');
    return placed ? code.constant(placed) === 'query' : false;
  });

const spreadIn = (given: Value): readonly SpreadValue[] =>
  given.is === 'object' ? given.entries.filter((entry) => entry.is === 'spread') : [];
