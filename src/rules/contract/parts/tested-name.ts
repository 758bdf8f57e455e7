import type { Place, ProviderModel, SourceFile } from '../../../model/project.js';

/**
 * The name in the tests of a provider that was renamed: that of no provider, where only this one has no tests, in a file
 * with the name of one of its tools, or with a URL of its code.
 */
export function staleTestName({
  name: own,
  tools,
  files,
  project,
}: ProviderModel): { at: Place; name: string } | undefined {
  const tested = [...project.files.values()].flatMap((file) =>
    file.test
      ? file.facts.calls.flatMap(({ callee, arguments: [, given] }) =>
          callee.is === 'name' && callee.name === 'testProvider' && given?.is === 'string'
            ? [{ name: given.value, file, given }]
            : [],
        )
      : [],
  );
  const [stale, other] = tested.filter(({ name }) => !isProvider(name));
  const untested = project.providers.filter(
    (each) => !tested.some(({ name }) => name === each.name),
  );
  if (!stale || other || untested.length !== 1 || untested[0]?.name !== own) return undefined;
  const { name, file, given } = stale;
  const isOwn =
    sharesUrl(file, files) ||
    tools.some((tool) => tool.name.is === 'known' && file.text.includes(tool.name.value));
  const at = file.at({ start: given.start + 1, end: given.end - 1 });
  return isOwn ? { at, name } : undefined;

  function isProvider(name: string): boolean {
    return project.providers.some((each) => each.name === name);
  }
}

const sharesUrl = (test: SourceFile, files: readonly SourceFile[]): boolean =>
  Array.from(test.text.matchAll(/(['"])(https?:\/\/.+?)\1/g), ([, , url = '']) => url).some((url) =>
    files.some((file) => !file.test && file.text.includes(url)),
  );
