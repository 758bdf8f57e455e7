import type { Code, Located } from '../../model/code.js';
import type { CallValue, SpreadValue, Value } from '../../model/facts.js';
import type { RuntimeFact } from '../../model/runtime.js';

/** What a client calls a function with; its address is no secret where the sign-in puts the key elsewhere. */
export function givenBy(
  client: Located<CallValue>,
  facts: readonly RuntimeFact[],
  code: Code,
): readonly RuntimeFact[] {
  const isAddress = ({ sources = {} }: RuntimeFact) => Object.values(sources).includes('address');
  return facts.some(isAddress) && !putsKeyInQuery(client, code)
    ? facts.map((fact) => (isAddress(fact) ? {} : fact))
    : facts;
}

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
