import { variableRead } from '../../../flow/sources/environment.js';
import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located, Property } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Where the options are, among the arguments. */
const OPTIONS: Readonly<Record<string, number>> = {
  'mcp-provider/files#fileRoot': 1,
  'mcp-provider/files/bucket#fileBucket': 2,
};

/** A folder or a bucket with the files of a provider. */
export interface Root {
  call: Located<CallValue>;
  /** The name of the provider that it is given; undefined where that cannot be seen. */
  of: unknown;
  /** What makes it that of all users. */
  shared: Property | undefined;
  /** Each user certainly has a folder in it. */
  isOwn: boolean;
}

export function* rootsIn(file: SourceFile, code: Code): Generator<Root> {
  for (const value of file.facts.calls) {
    const position = OPTIONS[externalName(code, { file, value: value.callee }) ?? ''];
    if (position === undefined) continue;
    const [name] = value.arguments;
    const options = value.arguments[position];
    const known = options && code.object({ file, value: options });
    const option = known?.properties.findLast(({ key }) => key === 'shared');
    const stated = option && code.constant(option);
    const isWhole = !options || known?.partial === false;
    yield {
      call: { file, value },
      of: name && code.constant({ file, value: name }),
      shared: stated === true ? option : undefined,
      isOwn: isWhole && (!option || stated === false),
    };
  }
}

/** Users who are always the same, in contexts that the files of a provider are asked for with: `files.of({ principal: { userId: 'all' } })`. */
export function* fixedOwners(file: SourceFile, code: Code): Generator<Located> {
  for (const value of file.facts.calls) {
    const { callee } = value;
    if (callee.is !== 'member' || callee.name !== 'of') continue;
    const made = code.resolve({ file, value: callee.object });
    if (made.value.is !== 'call') continue;
    const name = externalName(code, { file: made.file, value: made.value.callee }) ?? '';
    const user = name in OPTIONS ? code.argument({ file, value }, '0.principal.userId') : undefined;
    if (user && (code.constant(user) !== undefined || variableRead(user, code) !== undefined))
      yield { file: user.file, value: user.value };
  }
}
