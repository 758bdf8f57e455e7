import { loadsCredentials } from '../../../flow/sources/credentials.js';
import { parameterOf } from '../../../flow/values/parameter.js';
import { passedTo } from '../../../flow/values/passed.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import { isSecretName } from '../../../model/secret-names.js';
import { isNothing } from './canned.js';

/**
 * What a function returns instead of credentials: objects or lists, one of which holds the loaded credentials. Also where
 * a helper makes them; undefined where the result can be the credentials themselves, or cannot be determined.
 */
export function wrapsCredentials(
  { file, function: made }: LocatedFunction,
  code: Code,
): 'an object' | 'a list' | undefined {
  const results = made.returned
    .flatMap((value) => resultsOf({ file, value }, code))
    .filter(({ value }) => !isNothing(value));
  const kinds = results.map((each) => code.resolve(each).value.is);
  if (!kinds.every((kind) => kind === 'object' || kind === 'array')) return undefined;
  const wrapping = results.findIndex((each) => holdsLoaded(each, code));
  if (wrapping === -1) return undefined;
  return kinds[wrapping] === 'array' ? 'a list' : 'an object';
}

/** With what `then` makes of a promise: `load(user).then((credentials) => ({ credentials }))`. */
const resultsOf = (returned: Located, code: Code): readonly Located[] =>
  possibleValues(returned, code, (each) => loadsCredentials(each, code)).flatMap((each) => {
    const { callee, arguments: [handler] = [] } = each.value.is === 'call' ? each.value : {};
    if (callee?.is !== 'member' || callee.name !== 'then' || !handler) return [each];
    const runs = code.functions({ file: each.file, value: handler });
    const results = runs.flatMap((run) =>
      run.function.returned.flatMap((value) => possibleValues({ file: run.file, value }, code)),
    );
    return results.length > 0 ? results : [each];
  });

/** A secret beside it would be a credential: `{ accessToken, stored }`. */
function holdsLoaded(result: Located, code: Code): boolean {
  const { file, value } = code.resolve(result);
  if (value.is === 'array')
    return value.items.some((item) => item && isLoaded({ file, value: item }, code));
  const { properties = [], partial } = code.object(result) ?? {};
  const others = properties.filter((each) => !isLoaded(each, code));
  return (
    !partial && others.length < properties.length && !others.some(({ key }) => isSecretName(key))
  );
}

/** As a whole, also where a function or a promise of them is handed over. */
function isLoaded(part: Located, code: Code): boolean {
  const isEnd = (each: Located) => loadsCredentials(each, code);
  return possibleValues(part, code, isEnd).some(
    (each) =>
      isEnd(each) ||
      returnedByGiven(each, code).some((returned) =>
        possibleValues(returned, code, isEnd).some(isEnd),
      ) ||
      resolvedIn(each, code).some(isEnd),
  );
}

/** `load()`, where a caller gives `load` as `() => getCredentials(user)`. */
const returnedByGiven = ({ file, value }: Located, code: Code): readonly Located[] =>
  value.is === 'call'
    ? passedTo({ file, value: value.callee }, code)
        .flatMap((given) => code.functions(given))
        .flatMap((run) => run.function.returned.map((each) => ({ file: run.file, value: each })))
    : [];

/** The promises whose `then` has the parameter. */
function resolvedIn(each: Located, code: Code): readonly Located[] {
  const parameter = parameterOf(each, code);
  if (parameter?.path !== '0') return [];
  return code.handed(parameter).flatMap(({ file, value: { callee }, position }) => {
    const isThen = callee.is === 'member' && callee.name === 'then' && position === 0;
    return isThen ? [{ file, value: callee.object }] : [];
  });
}
