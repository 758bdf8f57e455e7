import { callerCredentialFlow } from '../../../flow/sources/credentials.js';
import { descendants } from '../../../flow/values/children.js';
import { textPartsIn } from '../../../flow/values/text-parts.js';
import type { Code } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Credentials of the caller in the path of a URL. Other values with the name of a secret may be ids of the API there. */
export function secretsInPaths(file: SourceFile, code: Code): Value[] {
  const flow = callerCredentialFlow(code);
  const isSecret = (value: Value) => flow.taint({ file, value }).length > 0;
  const paths = file.facts.calls.flatMap((value) => {
    const sinks = Object.entries(code.runtime({ file, value: value.callee })?.sinks ?? {});
    return sinks.flatMap(([position, kind]) => {
      const path = kind === 'url-path' ? code.argument({ file, value }, position) : undefined;
      const parts = path?.file === file ? [...descendants(path.value)] : [];
      const part = parts.find((each) => each.is !== 'template' && isSecret(each));
      return part ? [part] : [];
    });
  });
  const texts = file.text.includes('://')
    ? textPartsIn(file, code).filter(
        ({ start, value }) => /^https?:\/\//.test(start) && isSecret(value),
      )
    : [];
  return [...paths, ...texts.map(({ value }) => value)];
}
