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
  /** The name of the provider, where it is a constant. */
  of: unknown;
  /** What makes it that of all users. */
  shared: Property | undefined;
  /** Each user certainly has a folder in it. */
  isOwn: boolean;
}

export function* rootsIn(file: SourceFile, code: Code): Generator<Root> {
  for (const value of file.facts.calls) {
    const opened = openedBy({ file, value }, code);
    if (!opened) continue;
    const [name] = value.arguments;
    const known = opened.options && code.object(opened.options);
    // What the caller of a helper states replaces its defaults.
    const given = opened.isHelper
      ? value.arguments.flatMap((each) => code.object({ file, value: each })?.properties ?? [])
      : [];
    const option = [...(known?.properties ?? []), ...given].findLast(({ key }) => key === 'shared');
    const stated = option && code.constant(option);
    const isWhole = !opened.options || known?.partial === false;
    yield {
      call: { file, value },
      of: name && code.constant({ file, value: name }),
      shared: stated === true ? option : undefined,
      isOwn: !opened.isHelper && isWhole && (!option || stated === false),
    };
  }
}

/** The options with which a call opens a folder or a bucket, itself or in a function of the project that returns it. */
function openedBy(
  call: Located<CallValue>,
  code: Code,
): { options: Located | undefined; isHelper: boolean } | undefined {
  const own = optionsOf(call, code);
  if (own) return { ...own, isHelper: false };
  const target = code.target(call);
  if (target.is !== 'function') return undefined;
  for (const value of target.function.returned) {
    const made = value.is === 'call' && optionsOf({ file: target.file, value }, code);
    if (made) return { ...made, isHelper: true };
  }
  return undefined;
}

function optionsOf({ file, value }: Located<CallValue>, code: Code) {
  const position = OPTIONS[externalName(code, { file, value: value.callee }) ?? ''];
  if (position === undefined) return undefined;
  const options = value.arguments[position];
  return { options: options && { file, value: options } };
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
