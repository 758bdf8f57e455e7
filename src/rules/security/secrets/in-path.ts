import { sinkArguments } from '../../../flow/sinks/arguments.js';
import { callerSecretFlow } from '../../../flow/sources/credentials.js';
import { descendants } from '../../../flow/values/children.js';
import { type TextPart, textPartsIn } from '../../../flow/values/text-parts.js';
import type { Code } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Credentials of the caller in the path of a URL. Other values with the name of a secret may be ids of the API there. */
export function secretsInPaths(file: SourceFile, code: Code): Value[] {
  const flow = callerSecretFlow(code);
  const isSecret = (value: Value) => flow.taint({ file, value }).length > 0;
  const paths = file.facts.calls.flatMap((value) =>
    sinkArguments({ file, value }, 'url-path', code).flatMap((path) => {
      // A property counts alone: its object may hold the secret beside it.
      const parts =
        path.file === file ? [...descendants(path.value, ({ is }) => is !== 'member')] : [];
      return parts.find((each) => each.is !== 'template' && isSecret(each)) ?? [];
    }),
  );
  const texts = file.text.includes('://')
    ? textPartsIn(file, code).filter(
        (part) => /^https?:\/\//.test(part.start) && !isHost(part) && isSecret(part.value),
      )
    : [];
  return [...paths, ...texts.map(({ value }) => value)];
}

/** What follows `https://` and precedes no `@`. */
const isHost = ({ before, after }: TextPart) =>
  /^https?:\/\/[^/?#@:]*$/.test(before) && !/^(:$|[^/?#]*@)/.test(after);
