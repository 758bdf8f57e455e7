import type { Code, Located, Property } from '../../../model/code.js';
import type { CallValue } from '../../../model/facts.js';
import type { ProjectModel, SourceFile } from '../../../model/project.js';

/** A call of `testProvider`, with the name of the provider. */
interface ProviderTest {
  provider: string;
  call: Located<CallValue>;
}

const TESTS = new WeakMap<ProjectModel['files'], readonly ProviderTest[]>();

/** In all tests. */
export function testsIn(files: ProjectModel['files']): readonly ProviderTest[] {
  const known = TESTS.get(files) ?? [...files.values()].flatMap(findTests);
  TESTS.set(files, known);
  return known;
}

const findTests = (file: SourceFile): ProviderTest[] =>
  file.test
    ? file.facts.calls.flatMap((value) => {
        const provider = testedBy(value);
        return provider === undefined ? [] : [{ provider, call: { file, value } }];
      })
    : [];

function testedBy({ callee, arguments: [, name] }: CallValue): string | undefined {
  const isCall = callee.is === 'name' && callee.name === 'testProvider';
  return isCall && name?.is === 'string' ? name.value : undefined;
}

/** The cases of such a call, by the name of the tool. */
export function casesOf({ file, value }: Located<CallValue>, code: Code): readonly Property[] {
  const [, , fixture] = value.arguments;
  const sections = fixture && code.object({ file, value: fixture })?.properties;
  const tools = sections?.find(({ key }) => key === 'tools');
  return (tools && code.object(tools)?.properties) ?? [];
}
