import { lastName } from '../../../flow/values/children.js';
import { directCall } from '../../../flow/values/direct-call.js';
import type { Code } from '../../../model/code.js';
import type { CallValue, ObjectValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** The calls that get headers as an object. */
const TAKES_HEADERS = /^(Headers|writeHead|set|headers?)$/;
const LOCATION = /^location$/i;

/** What the redirects of a file lead to. */
export const redirectTargets = (file: SourceFile, code: Code): Value[] => [
  ...callsIn(file, code).flatMap((value) => targetsOf(file, value, code)),
  ...[...headersIn(file, code)].flatMap(({ entries }) =>
    entries.flatMap((entry) =>
      entry.is === 'entry' && LOCATION.test(entry.key) ? [entry.value] : [],
    ),
  ),
];

const callsIn = (file: SourceFile, code: Code): readonly CallValue[] =>
  file.facts.calls.map((value) => directCall({ file, value }, code).value);

/** `Response.redirect(address)`, `response.redirect(302, address)`, `headers.set('location', address)` */
function targetsOf(
  file: SourceFile,
  { callee, arguments: given }: CallValue,
  code: Code,
): readonly Value[] {
  if (callee.is !== 'member') return [];
  const [first, second] = given;
  if (callee.name === 'redirect')
    return given.slice(0, 2).filter((value) => code.constant({ file, value }) === undefined);
  const sets = /^(set|append|setHeader|header)$/.test(callee.name);
  return sets && first?.is === 'string' && LOCATION.test(first.value) && second ? [second] : [];
}

/** Objects that are the headers of a response. */
function headersIn(file: SourceFile, code: Code): ReadonlySet<ObjectValue> {
  const { objects } = file.facts;
  const given = [
    ...objects.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.is === 'entry' && entry.key === 'headers' ? [entry.value] : [],
      ),
    ),
    ...callsIn(file, code).flatMap(({ callee, arguments: values }) =>
      TAKES_HEADERS.test(lastName(callee)) ? values : [],
    ),
  ];
  return new Set(
    given.flatMap((value) => {
      const behind = code.resolve({ file, value });
      return behind.file === file && behind.value.is === 'object' ? [behind.value] : [];
    }),
  );
}
