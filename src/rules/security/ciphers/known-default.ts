import { isEnvironment, variableRead } from '../../../flow/sources/environment.js';
import { descendants } from '../../../flow/values/children.js';
import { testedIn } from '../../../flow/values/tested.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Others, such as a salt, may be missing. */
const SECRET = /KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE/i;

/** `process.env.HOOK_SECRET ?? ''`, and no condition looks at it. */
export function hasKnownDefault(key: Located, code: Code): boolean {
  if (isDestructured(key, code)) return !tests(key.file, [key], code);
  const values = possibleValues(key, code);
  const read = values.filter((each) => SECRET.test(variableRead(each, code) ?? ''));
  const isKnown = values.some((each) => typeof code.constant(each) === 'string');
  if (read.length === 0 || !isKnown) return false;
  const homes = new Set([key.file, ...read.map(({ file }) => file)]);
  return ![...homes].some((file) => tests(file, read, code));
}

/** `const { HOOK_SECRET = '' } = process.env` */
function isDestructured({ file, value }: Located, code: Code): boolean {
  const { init, fallback } =
    (value.is === 'name' && file.facts.declarations[value.declaration]) || {};
  return (
    value.is === 'name' &&
    SECRET.test(value.name) &&
    fallback !== undefined &&
    init !== undefined &&
    isEnvironment({ file, value: init }, code)
  );
}

function tests(file: SourceFile, read: readonly Located[], code: Code): boolean {
  const chosen = file.facts.operations.filter(({ operator }) => /^(\?:|&&)$/.test(operator));
  return [...testedIn(file), ...chosen.flatMap(({ parts }) => parts.slice(0, 1))]
    .flatMap((each) => [...descendants(each)])
    .some(
      (value) =>
        (value.is === 'name' || value.is === 'member') &&
        possibleValues({ file, value }, code).some((each) =>
          read.some((known) => isOne(known.value, each.value)),
        ),
    );
}

const isOne = (one: Value, other: Value): boolean =>
  one === other ||
  (one.is === 'name' && other.is === 'name' && one.declaration === other.declaration);
