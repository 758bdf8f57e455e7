import type { Place, ProviderModel } from '../../../model/project.js';

const NAME = /\btestProvider\(\s*providers,\s*(?<quote>['"])(?<name>\w+)\k<quote>/g;

/** The name in the tests of a provider that was renamed: that of no provider, where only this one has no tests. */
export function staleTestName({
  name: own,
  project,
}: ProviderModel): { at: Place; name: string } | undefined {
  const tested = [...project.files.values()].flatMap((file) =>
    file.test
      ? Array.from(file.text.matchAll(NAME), ({ index, 0: { length }, groups }) => {
          const name = groups?.name ?? '';
          const end = index + length - 1;
          return { name, at: file.at({ start: end - name.length, end }) };
        })
      : [],
  );
  const [stale, other] = tested.filter(({ name }) => !isProvider(name));
  const untested = project.providers.filter(
    (each) => !tested.some(({ name }) => name === each.name),
  );
  return other || untested.length !== 1 || untested[0]?.name !== own ? undefined : stale;

  function isProvider(name: string): boolean {
    return project.providers.some((each) => each.name === name);
  }
}
